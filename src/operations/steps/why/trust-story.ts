import { namesPoolAndProof } from '#domain/credentials/pool-trust.ts';
import { Failure } from '#domain/failures.ts';
import { ownProvider } from '#domain/identity-pools/providers.ts';
import type { Change, Step } from '#domain/policy/change.ts';
import { type Case, changed } from '#domain/policy/edit-policies.ts';
import { evaluate } from '#domain/policy/evaluate.ts';
import { explain } from '#domain/policy/explain.ts';
import { smallestChanges } from '#domain/policy/smallest-change.ts';
import type { ReadyRole } from '#ports/iam.ts';
import type { Call, Uses } from '../../operation.ts';
import type { ExplainedDecision, ExplainedStep } from '../../admin/explained.ts';
import { type FederatedRequest, trustQuestions } from '../assume-role-as.ts';
import { describeDecision, describeStep } from './describe-decision.ts';
import { type Obstacle, obstacle } from './obstacle.ts';

/** What the role's trust policy says to an identity, action by action, and what of it stands in the way. */
export interface TrustStory {
  readonly decisions: readonly (ExplainedDecision & { readonly Action: string })[];
  readonly obstacles: readonly Obstacle[];
}

/** Asks the role's trust policy as STS does, and has it explain itself. */
export function trustStory(
  uses: Uses<'clock' | 'settings'>,
  { region }: Call,
  found: ReadyRole,
  request: FederatedRequest,
): TrustStory {
  const questions = trustQuestions(uses, { region }, found, request);
  const decisions = questions.map(({ action, ...given }) => {
    const decision = explain(given.request, given.policies);
    return { decision, told: { Action: action, ...describeDecision(given, decision) } };
  });
  const told = decisions.map((one) => one.told);
  const refused = told.filter(({ Allowed }) => !Allowed).map(({ Action }) => Action);
  if (refused.length > 0) return { decisions: told, obstacles: [refusal(request, refused, questions)] };
  return { decisions: told, obstacles: isTooOpen(request, questions[0]) ? [namesTooLittle(request)] : [] };
}

/** Whether what lets the identity in would let in those of any pool, or guests as well as others. */
function isTooOpen({ provider }: FederatedRequest, assuming: Case | undefined): boolean {
  const trust = assuming?.policies.trust;
  if (provider !== ownProvider || !trust) return false;
  return !namesPoolAndProof(trust.document, evaluate(assuming.request, assuming.policies));
}

function refusal(request: FederatedRequest, actions: readonly string[], questions: readonly Case[]): Obstacle {
  const [assuming] = questions;
  const described = (steps: readonly Step[]): readonly ExplainedStep[] => [
    ...steps.map((step) => signingIn(describeStep(step))),
    ...(assuming && isTooOpen(request, changed(assuming, { steps })) ? [nameTrustKeys(request)] : []),
  ];
  return {
    kind: 'trustRefuses',
    sentence: `The trust policy of ${request.roleArn} does not allow ${actions.join(' and ')}.`,
    failure: new Failure('identityPoolMisconfigured'),
    ways: waysRound(questions).map(described),
  };
}

/** What would have all actions allowed: what mends the first that is refused, and whatever the others lack even then. */
function waysRound(questions: readonly Case[]): readonly (readonly Step[])[] {
  const first = questions.find(isRefused);
  const ways = first ? changesOf(first) : [];
  return ways
    .map(({ steps }) => withTheOthers(questions, steps))
    .filter((steps) => !questions.some((question) => isRefused(changed(question, { steps }))));
}

function withTheOthers(questions: readonly Case[], begun: readonly Step[]): readonly Step[] {
  const steps = [...begun];
  for (const question of questions) {
    const then = changed(question, { steps });
    if (isRefused(then)) steps.push(...(changesOf(then)[0]?.steps ?? []));
  }
  return steps;
}

const isRefused = ({ request, policies }: Case): boolean => !evaluate(request, policies).allowed;

const changesOf = (given: Case): readonly Change[] => smallestChanges(given, explain(given.request, given.policies));

/** How an identity has shown who it is can not be said otherwise by a guest, who would have to sign in. */
const signingIn = (step: ExplainedStep): ExplainedStep =>
  step.Kind === 'changeRequest' && step.Key?.endsWith(':amr') && String(step.Found) === 'unauthenticated'
    ? { ...step, Kind: 'signIn', Sentence: `the identity had signed in (${step.Sentence})` }
    : step;

function namesTooLittle(request: FederatedRequest): Obstacle {
  const sentence = `The trust policy of ${request.roleArn} lets identities in without saying of which pool they must be and whether they may be guests, which no role may.`;
  return obstacle('trustNamesNoPool', sentence, new Failure('identityPoolMisconfigured'), nameTrustKeys(request));
}

const nameTrustKeys = ({ roleArn }: FederatedRequest): ExplainedStep => ({
  Kind: 'nameTrustKeys',
  Sentence: `what allows it in the trust policy of ${roleArn} also had conditions on cognito-identity.amazonaws.com:aud and cognito-identity.amazonaws.com:amr`,
  RoleArn: roleArn,
});
