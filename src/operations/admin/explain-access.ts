import type { Decision } from '#domain/policy/decision.ts';
import { statementInWords } from '#domain/policy/change-words.ts';
import type { Principal } from '#ports/access-keys.ts';
import type { Call, Uses } from '../operation.ts';
import { type AccessStory, accessStory } from '../steps/why/access-story.ts';
import { describeDecision, togetherInWords, wouldBe } from '../steps/why/describe-decision.ts';
import { describeRole } from '../steps/why/describe-role.ts';
import { identityChanges } from '../steps/why/identity-changes.ts';
import { principalOfArn, principalOfSession } from '../steps/why/principal-of-arn.ts';
import { roleStory } from '../steps/why/role-story.ts';
import { sealRefusal } from '../steps/why/seal-refusal.ts';
import { whoAsks } from '../steps/why/who-asks.ts';
import type { ExplainAccessInput, ExplainedAccess, ExplainedChange, ExplainedRole } from './explained.ts';
import { readAccessQuestion } from './read-question.ts';

/** What explanations ask of the world. */
export type WhyUses = Uses<
  'store' | 'directory' | 'iam' | 'identityTokens' | 'clock' | 'settings' | 'credentialSource'
>;

/**
 * Whether somebody may do something, which statements decide it, and the smallest change that would decide it otherwise.
 * The policies are those that a request would meet now.
 * @throws Failure `validation`, `serialization`, `noSuchEntity`, `identityNotFound`, `identityPoolNotFound`, `unknownUser`,
 *   `clientNotFound`, `loginAudience`, `loginsDontMatch`, `malformedPolicyDocument`, `stsDenied`
 */
export async function explainAccess(
  input: ExplainAccessInput,
  uses: WhyUses & Uses<'secrets'>,
  call: Call,
): Promise<ExplainedAccess> {
  const question = readAccessQuestion(input);
  if (question.Principal === undefined) return ofIdentity(question, uses, call);
  const { principal, notes } = await principalOfArn(uses, question.Principal);
  const story = await accessStory(uses, principal, question, call);
  const told = describeDecision(story, story.decision);
  return { ...told, ...described(uses, story, principal), Notes: notes };
}

/** An identity acts as the session that it gets. */
async function ofIdentity(
  question: ExplainAccessInput,
  uses: WhyUses & Uses<'secrets'>,
  call: Call,
): Promise<ExplainedAccess> {
  const who = await whoAsks(uses, question, call);
  const got = await roleStory(uses, who, question.CustomRoleArn, call);
  const role = describeRole(got);
  if (!got.session) return { ...refusedRole(role), ...nothingAsked(question), Role: role, Notes: who.notes };

  const principal = principalOfSession(uses, got.session);
  const story = await accessStory(uses, principal, question, call);
  const told = describeDecision(story, story.decision);
  const [change, ...others] = identityChanges(story, told, who);
  const changes = { Change: change, OtherChanges: others };
  const answer = { ...told, ...described(uses, story, principal), ...changes, Role: role, Notes: who.notes };
  if (role.Granted) return answer;
  // Both have to change: that the identity gets its role, and what the role may do.
  return { ...answer, ...refusedRole(role, story.decision.allowed ? undefined : change) };
}

/** The request in words, and sealed when it is refused. */
function described(uses: Uses<'secrets'>, story: AccessStory, principal: Principal) {
  const { request, decision } = story;
  const sealed = decision.allowed ? undefined : sealRefusal(uses, story, principal);
  return {
    Sentence: sentence(principal.arn, story),
    ...{ PrincipalArn: principal.arn, Action: request.action, Resource: request.resource },
    Context: Object.fromEntries(request.context),
    ...(sealed !== undefined && { EncodedMessage: sealed }),
  };
}

function sentence(arn: string, { request, decision }: AccessStory): string {
  const { action, resource } = request;
  return `${arn} ${decision.allowed ? 'may' : 'may not'} ${action} on ${resource}: ${reason(decision)}.`;
}

function reason({ outcome, because, decidedBy }: Decision): string {
  const statements = decidedBy.map(statementInWords).join(' and ');
  const s = decidedBy.length === 1 ? 's' : '';
  if (outcome === 'explicitDeny') return `${statements} ${s ? 'denies' : 'deny'} it`;
  if (outcome === 'allowed') return statements === '' ? 'it is the root of the account' : `${statements} allow${s} it`;
  return because.replace(/^because /, '') || 'no policy on the resource allows it to somebody of another account';
}

/** The answer where no policy is asked, or would not have been. */
function refusedRole(role: ExplainedRole, more?: ExplainedChange) {
  const { Sentence, Change, OtherChanges } = role;
  return {
    ...({ Allowed: false, Outcome: 'noRole', Because: '', Sentence, EncodedMessage: undefined } as const),
    Change: Change && more ? togetherInWords(wouldBe.allowed, [...Change.Steps, ...more.Steps]) : Change,
    OtherChanges: more ? [] : OtherChanges,
  };
}

const nothingAsked = ({ Action, Resource = '*' }: ExplainAccessInput) => ({
  ...{ DecidedBy: [], Looked: [], Context: {} },
  ...{ Action, Resource },
});
