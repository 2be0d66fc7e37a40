import { Failure } from '#domain/failures.ts';
import type { Call } from '../operation.ts';
import type { WhyUses } from './explain-access.ts';
import type { ExplainedRole, ExplainRoleInput } from './explained.ts';
import { readRoleQuestion } from './read-question.ts';

/**
 * Which role an identity gets, why this one, and whether it lets the identity in.
 * @throws Failure `validation`, `serialization`, `identityNotFound`, `identityPoolNotFound`, `unknownUser`
 */
export async function explainRole(input: ExplainRoleInput, _uses: WhyUses, _call: Call): Promise<ExplainedRole> {
  readRoleQuestion(input);
  throw new Failure('notBuilt', { operation: 'ExplainRole' });
}
