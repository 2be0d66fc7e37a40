import type { Call } from '../operation.ts';
import { describeRole } from '../steps/why/describe-role.ts';
import { roleStory } from '../steps/why/role-story.ts';
import { whoAsks } from '../steps/why/who-asks.ts';
import type { WhyUses } from './explain-access.ts';
import type { ExplainedRole, ExplainRoleInput } from './explained.ts';
import { readRoleQuestion } from './read-question.ts';

/**
 * Which role an identity gets in the enhanced flow, why this one, and whether it lets the identity in. Nothing is changed: a
 * login that is new is not linked.
 * @throws Failure `validation`, `serialization`, `identityNotFound`, `identityPoolNotFound`, `unknownUser`, `clientNotFound`,
 *   `loginAudience`, `loginsDontMatch`
 */
export async function explainRole(input: ExplainRoleInput, uses: WhyUses, call: Call): Promise<ExplainedRole> {
  const question = readRoleQuestion(input);
  const who = await whoAsks(uses, question, call);
  return describeRole(await roleStory(uses, who, question.CustomRoleArn, call));
}
