import { namesPoolAndProof } from '#domain/credentials/pool-trust.ts';
import { Failure } from '#domain/failures.ts';
import { ownProvider } from '#domain/identity-pools/providers.ts';
import { explain } from '#domain/policy/explain.ts';
import type { ReadyRole } from '#ports/iam.ts';
import type { Call, Uses } from '../../operation.ts';
import type { ExplainedDecision, ExplainedStep } from '../../admin/explained.ts';
import { type FederatedRequest, trustQuestions } from '../assume-role-as.ts';
import { describeDecision } from './describe-decision.ts';
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
  const decisions = trustQuestions(uses, { region }, found, request).map(({ action, ...given }) => {
    const decision = explain(given.request, given.policies);
    return { action, decision, told: { Action: action, ...describeDecision(given, decision) } };
  });
  const told = decisions.map((one) => one.told);
  const refused = told.filter(({ Allowed }) => !Allowed);
  if (refused.length > 0) return { decisions: told, obstacles: [refusal(request, refused)] };
  const [assuming] = decisions;
  const open =
    request.provider === ownProvider && assuming && !namesPoolAndProof(found.trust.document, assuming.decision);
  return { decisions: told, obstacles: open ? [namesTooLittle(request)] : [] };
}

/** Several actions are refused together: what mends the one may not mend the other. */
function refusal({ roleArn }: FederatedRequest, refused: TrustStory['decisions']): Obstacle {
  const actions = refused.map(({ Action }) => Action).join(' and ');
  const [only, ...more] = refused;
  const changes = [only?.Change, ...(only?.OtherChanges ?? [])].flatMap((change) => (change ? [change.Steps] : []));
  const ways = more.length === 0 ? changes : [refused.flatMap(({ Change }) => Change?.Steps ?? [])];
  return {
    kind: 'trustRefuses',
    sentence: `The trust policy of ${roleArn} does not allow ${actions}.`,
    failure: new Failure('identityPoolMisconfigured'),
    ways: ways.map((steps) => steps.map(signingIn)),
  };
}

/** How an identity has shown who it is can not be said otherwise by a guest, who would have to sign in. */
const signingIn = (step: ExplainedStep): ExplainedStep =>
  step.Kind === 'changeRequest' && step.Key?.endsWith(':amr') && String(step.Found) === 'unauthenticated'
    ? { ...step, Kind: 'signIn', Sentence: `the identity had signed in (${step.Sentence})` }
    : step;

function namesTooLittle({ roleArn }: FederatedRequest): Obstacle {
  const sentence = `The trust policy of ${roleArn} lets identities in without saying of which pool they must be and whether they may be guests, which no role may.`;
  const step = {
    Kind: 'nameTrustKeys',
    Sentence: `what allows it in the trust policy of ${roleArn} also had conditions on cognito-identity.amazonaws.com:aud and cognito-identity.amazonaws.com:amr`,
    RoleArn: roleArn,
  };
  return obstacle('trustNamesNoPool', sentence, new Failure('identityPoolMisconfigured'), step);
}
