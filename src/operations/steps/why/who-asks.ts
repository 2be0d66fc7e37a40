import { Failure } from '#domain/failures.ts';
import type { IdentityPool } from '#domain/identity-pools/identity-pool.ts';
import { type LinkedIdentity, planForIdentity, planForLogins, type Presented } from '#domain/identity-pools/linking.ts';
import type { VerifiedLogin } from '#domain/identity-pools/verified-login.ts';
import type { Call } from '../../operation.ts';
import type { ExplainRoleInput } from '../../admin/explained.ts';
import { requireIdentity, requireIdentityPool } from '../identity-pools/require.ts';
import { loginAsked } from './login-asked.ts';
import { type Obstacle, obstacle } from './obstacle.ts';
import { providerAsked } from './provider-asked.ts';
import type { LoginAsked, LoginAskedUses } from './who-comes.ts';

/** The identity that a question is about. */
export interface WhoAsks {
  readonly pool: IdentityPool;
  readonly identityId: string;
  /** None for a guest. */
  readonly logins: readonly VerifiedLogin[];
  /** What keeps it from being this identity, before any role is thought of. */
  readonly obstacles: readonly Obstacle[];
  readonly notes: readonly string[];
}

/**
 * Who asks: an identity that is there, whoever comes with a login, or a guest. Nothing is changed, and no token is needed.
 * @throws Failure `identityNotFound`, `identityPoolNotFound`, and those of `loginAsked`
 */
export async function whoAsks(uses: LoginAskedUses, question: ExplainRoleInput, call: Call): Promise<WhoAsks> {
  const { IdentityId, IdentityPoolId = '', Username, Claims } = question;
  const there = inRegionOf(IdentityId ?? IdentityPoolId, call);
  const found = IdentityId === undefined ? undefined : await requireIdentity(uses, IdentityId, there);
  const pool = found?.pool ?? (await requireIdentityPool(uses, IdentityPoolId, there));
  const identity = found?.identity;
  const key = providerAsked(pool, identity, question);
  if (key === undefined) return guest(pool, identity);

  const subject = identity?.logins.find(({ provider }) => provider === key)?.subject;
  const asked = await loginAsked(uses, key, { pool, identity, subject, Username, Claims });
  const { identityId, obstacles, notes } = await linked(uses, pool, identity, asked);
  return {
    ...{ pool, identityId, logins: [asked.login] },
    obstacles: [...asked.obstacles, ...obstacles],
    notes: [...asked.notes, ...notes],
  };
}

/** An id begins with its region. */
const inRegionOf = (id: string, call: Call): Call => ({ ...call, region: id.slice(0, id.indexOf(':')) });

/** What stands for the id of an identity that is not there yet. */
const newId = ({ region }: IdentityPool): string => `${region}:00000000-0000-0000-0000-000000000000`;

/** Nobody has signed in: only an identity that never had a login is a guest's. */
function guest(pool: IdentityPool, identity: LinkedIdentity | undefined): WhoAsks {
  const allowed = pool.settings.AllowUnauthenticatedIdentities;
  const forbidden = identity && identity.state !== 'guest' ? [withoutLogin(identity)] : [];
  return {
    ...{ pool, identityId: identity?.id ?? newId(pool), logins: [], notes: identity ? [] : [newNote] },
    obstacles: [...(allowed ? [] : [guestsOff]), ...forbidden],
  };
}

const newNote = 'The identity would be a new one: zeros stand for its id.';

const guestsOff = obstacle('guestsNotAllowed', 'The pool has no guests.', new Failure('guestsNotAllowed'), {
  Kind: 'allowGuests',
  Sentence: 'the pool allowed guests (AllowUnauthenticatedIdentities)',
});

function withoutLogin({ id, state, mergedInto }: LinkedIdentity): Obstacle {
  const failure = new Failure('identityForbidden', { identityId: id });
  if (state === 'disabled' && mergedInto !== undefined) {
    const step = { Kind: 'useIdentity', Sentence: `the identity ${mergedInto}, into which it was merged, were used` };
    return obstacle('identityForbidden', `The identity was merged into ${mergedInto}, and is disabled.`, failure, step);
  }
  return obstacle('identityForbidden', 'The identity has had logins, and has none any more.', failure);
}

/** The identity that answers, by the same rules as when it is asked for. */
async function linked(
  { store: { identities } }: LoginAskedUses,
  pool: IdentityPool,
  target: LinkedIdentity | undefined,
  { login, developerUserId }: LoginAsked,
): Promise<Pick<WhoAsks, 'identityId' | 'obstacles' | 'notes'>> {
  const ownerId = await (developerUserId === undefined
    ? identities.ownerOf(pool.id, login)
    : identities.developerOwnerOf(pool.id, developerUserId));
  const owner = ownerId === undefined ? undefined : await identities.find(ownerId);
  const presented: Presented =
    developerUserId === undefined
      ? { logins: [login], owners: owner ? [owner] : [] }
      : { logins: [], owners: [], developer: { userId: developerUserId, owner } };
  try {
    const { identity } = target ? planForIdentity(target, presented) : planForLogins(presented);
    return { identityId: identity?.id ?? newId(pool), obstacles: [], notes: identity ? [] : [newNote] };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { identityId: target?.id ?? newId(pool), obstacles: [notLinked(error, owner)], notes: [] };
  }
}

function notLinked(failure: Failure, owner: LinkedIdentity | undefined): Obstacle {
  const sentence = `The login does not lead to this identity: ${failure.message}`;
  const step = owner && { Kind: 'useIdentity', Sentence: `the identity ${owner.id}, which has this login, were used` };
  return obstacle(failure.failure, sentence, failure, ...(step ? [step] : []));
}
