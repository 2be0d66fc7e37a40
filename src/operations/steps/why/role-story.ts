import type { NewSession } from '#domain/credentials/session-facts.ts';
import { packedSize } from '#domain/credentials/packed-size.ts';
import { Failure } from '#domain/failures.ts';
import { principalTags, tooLong } from '#domain/identity-pools/principal-tags.ts';
import { roleChanges, type RoleStep, roleStepInWords } from '#domain/identity-pools/role-changes.ts';
import { chooseRole, type RoleChoice } from '#domain/identity-pools/role-choice.ts';
import type { Call, Uses } from '../../operation.ts';
import type { ExplainedDecision, ExplainedStep } from '../../admin/explained.ts';
import { poolRoleRequest, requireRole } from '../identity-pools/assume-pool-role.ts';
import { sessionAsked, trustAsked } from '../assume-with-web-identity.ts';
import { sessionOfRole } from '../role-session.ts';
import { type Obstacle, obstacle } from './obstacle.ts';
import { trustStory } from './trust-story.ts';
import type { WhoAsks } from './who-asks.ts';

/** How an identity comes to its role, or does not. */
export interface RoleStory {
  readonly who: WhoAsks;
  readonly choice: RoleChoice;
  readonly tags: Readonly<Record<string, string>>;
  readonly trust: readonly (ExplainedDecision & { readonly Action: string })[];
  /** In the order in which they are met. */
  readonly obstacles: readonly Obstacle[];
  /** Whether another token service has the role, which decides whom it trusts. */
  readonly elsewhere?: boolean;
  /** The session that it gets, or would get once nothing stands in the way; absent where there is no such role. */
  readonly session?: NewSession | undefined;
}

type Needs = Uses<'iam' | 'identityTokens' | 'clock' | 'settings' | 'credentialSource'>;

/** Tells the enhanced flow from the identity to the role's session, going on past what stands in the way. */
export async function roleStory(uses: Needs, who: WhoAsks, custom: string | undefined, call: Call): Promise<RoleStory> {
  const { pool, logins } = who;
  const tags = principalTags(pool.principalTags, logins);
  const choice = chooseRole(pool.roles, logins, custom);
  const before = [...who.obstacles, ...(tooLong(tags) ? [tagsTooLong] : [])];
  const story = { who, choice, tags };
  if (choice.role === undefined) {
    return { ...story, trust: [], obstacles: [...before, noRole(who, choice, custom)] };
  }
  if (uses.credentialSource.roles === 'elsewhere') return { ...story, trust: [], obstacles: before, elsewhere: true };
  const found = await uses.iam.role(choice.role);
  if (!found) return { ...story, trust: [], obstacles: [...before, roleMissing(choice.role)] };

  const asked = requestOf(uses, story, choice.role);
  if (asked instanceof Failure) {
    return { ...story, trust: [], obstacles: tooLong(tags) ? before : [...before, sessionRefused(asked)] };
  }
  const { decisions, obstacles } = trustStory(uses, call, found, trustAsked(asked));
  const session = sessionOfRole(sessionAsked(asked, found.role));
  const packed = failureOf(() => packedSize({ policies: [], policyArns: [], tags: {}, ...session }));
  return {
    ...{ ...story, trust: decisions, session },
    obstacles: [...before, ...obstacles, ...(packed instanceof Failure ? [sessionRefused(packed)] : [])],
  };
}

/** What STS would be asked; a failure where it would not even understand it. */
const requestOf = (uses: Needs, { who, tags }: Pick<RoleStory, 'who' | 'tags'>, role: string) =>
  failureOf(() =>
    poolRoleRequest(uses, { pool: who.pool, identityId: who.identityId, logins: who.logins, tags }, role),
  );

function failureOf<Value>(work: () => Value): Value | Failure {
  try {
    return work();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

const misconfigured = new Failure('identityPoolMisconfigured');

const shortenTags: ExplainedStep = {
  Kind: 'shortenTags',
  Sentence: 'the values of the mapped claims were shorter, or fewer claims were mapped',
};

const tagsTooLong = obstacle(
  'tagsTooLong',
  'The values of the tags that the claims become are longer than 460 bytes together.',
  misconfigured,
  shortenTags,
);

const roleMissing = (role: string): Obstacle =>
  obstacle('roleMissing', `The role ${role} does not exist.`, misconfigured, {
    ...{ Kind: 'createRole', Sentence: `the role ${role} existed (CreateRole)`, RoleArn: role },
  });

const sessionRefused = ({ message }: Failure): Obstacle =>
  obstacle('sessionRefused', `STS refuses the session: ${message}`, misconfigured, shortenTags);

function noRole({ pool, logins }: WhoAsks, choice: RoleChoice, custom: string | undefined): Obstacle {
  const failure = failureOf(() => requireRole(choice, custom));
  return {
    kind: choice.refused ?? 'noRole',
    sentence: `There is no role: ${choice.because}.`,
    failure: failure instanceof Failure ? failure : misconfigured,
    ways: roleChanges(pool.roles, logins, custom, choice).map((step) => [describeRoleStep(step)]),
  };
}

function describeRoleStep(step: RoleStep): ExplainedStep {
  const said = { Kind: step.kind, Sentence: roleStepInWords(step) };
  if (step.kind === 'askForRole') return { ...said, ...(step.role !== undefined && { RoleArn: step.role }) };
  if (step.kind !== 'changeClaim') return said;
  return { ...said, Key: step.claim, ...(step.found !== undefined && { Found: step.found }), To: step.to };
}
