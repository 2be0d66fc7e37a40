import type { IdentityPool } from '#domain/identity-pools/identity-pool.ts';
import { effectiveTags } from '#domain/identity-pools/principal-tags.ts';
import { explain } from '#domain/policy/explain.ts';
import type { ExplainedChange, ExplainedDecision, ExplainedStep } from '../../admin/explained.ts';
import type { AccessStory } from './access-story.ts';
import { describeDecision, togetherInWords, wouldBe } from './describe-decision.ts';
import type { WhoAsks } from './who-asks.ts';

type Changes = readonly ExplainedChange[];

/** The changes of a decision about an identity, in the terms of its pool: what it can not change itself is told as what can. */
export function identityChanges(
  story: AccessStory,
  { Change, OtherChanges }: ExplainedDecision,
  who: WhoAsks,
): Changes {
  const changes = Change ? [Change, ...OtherChanges] : [];
  const { allowed } = story.decision;
  const narrowed = who.logins.length === 0 && !allowed && changes.some(isOfSession);
  const would = allowed ? wouldBe.denied : wouldBe.allowed;
  return (narrowed ? withoutScopeDown(story) : changes).map(({ Steps }) =>
    togetherInWords(
      would,
      Steps.map((step) => withOrigin(step, who)),
    ),
  );
}

const isOfSession = ({ Steps }: ExplainedChange): boolean => Steps.some(({ PolicyType }) => PolicyType === 'session');

const leaveScopeDown: ExplainedStep = {
  Kind: 'leaveScopeDown',
  Sentence:
    'the credentials were not those of a guest in the enhanced flow, which are narrowed to some services whatever the role allows (sign in, or take the classic flow)',
  PolicyType: 'session',
};

/** The narrowing of guests is nobody's to change, only to avoid; what else is lacking is told with it. */
function withoutScopeDown({ request, policies }: AccessStory): Changes {
  const given = { request, policies: { ...policies, session: [] } };
  const decision = explain(given.request, given.policies);
  const would = wouldBe.allowed;
  if (decision.allowed) return [togetherInWords(would, [leaveScopeDown])];
  const { Change, OtherChanges } = describeDecision(given, decision);
  const more = Change ? [Change, ...OtherChanges] : [];
  return more.map(({ Steps }) => togetherInWords(would, [leaveScopeDown, ...Steps]));
}

/** Session tags are claims: which one, or that none is mapped. */
function withOrigin(step: ExplainedStep, { pool, logins }: WhoAsks): ExplainedStep {
  const tag = /^aws:PrincipalTag\/(.+)$/i.exec(step.Key ?? '')?.[1];
  const [login] = logins;
  if (tag === undefined || !login) return step;
  const claim = claimOf(pool, login.provider, tag);
  const origin =
    claim === undefined
      ? `to which no claim of ${login.provider} is mapped (SetPrincipalTagAttributeMap)`
      : `which is the claim ${claim} of ${login.provider}`;
  return { ...step, Sentence: `${step.Sentence}, ${origin}` };
}

function claimOf({ principalTags }: IdentityPool, provider: string, tag: string): string | undefined {
  const map = Object.hasOwn(principalTags, provider) ? principalTags[provider] : undefined;
  const mapped = Object.entries(effectiveTags(map, provider)).find(([key]) => key.toLowerCase() === tag.toLowerCase());
  return mapped?.[1];
}
