import { Failure } from '#domain/failures.ts';
import type { Call, Uses } from '../operation.ts';
import type { ExplainAccessInput, ExplainedAccess } from './explained.ts';
import { readAccessQuestion } from './read-question.ts';

/** What explanations ask of the world. */
export type WhyUses = Uses<'store' | 'directory' | 'iam' | 'identityTokens' | 'clock' | 'settings'>;

/**
 * Whether somebody may do something, which statements decide it, and the smallest change that would decide it otherwise.
 * @throws Failure `validation`, `serialization`, `noSuchEntity`, `identityNotFound`, `identityPoolNotFound`, `unknownUser`,
 *   `malformedPolicyDocument`
 */
export async function explainAccess(
  input: ExplainAccessInput,
  _uses: WhyUses & Uses<'secrets'>,
  _call: Call,
): Promise<ExplainedAccess> {
  readAccessQuestion(input);
  throw new Failure('notBuilt', { operation: 'ExplainAccess' });
}
