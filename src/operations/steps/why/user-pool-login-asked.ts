import { Failure } from '#domain/failures.ts';
import { audienceAmong } from '#domain/identity-pools/login-token.ts';
import { userPoolLogin } from '#domain/identity-pools/logins.ts';
import type { Provider } from '#domain/identity-pools/providers.ts';
import type { Pool } from '#domain/pools/pool.ts';
import type { User } from '#domain/users/user.ts';
import { requireUser } from '../require-user.ts';
import { claimsGiven } from './claims-given.ts';
import { type Obstacle, obstacle } from './obstacle.ts';
import { claimsOfUser } from './user-claims.ts';
import type { LoginAsked, LoginAskedUses, WhoComes } from './who-comes.ts';

type UserPool = Extract<Provider, { kind: 'userPool' }>;

/**
 * A login with an ID token of a user pool. Of a pool of this server the user's claims are those that a token would have
 * now; those that are given go before them.
 */
export async function userPoolLoginAsked(uses: LoginAskedUses, provider: UserPool, who: WhoComes): Promise<LoginAsked> {
  const { key, userPoolId, clients, region } = provider;
  const ids = clients.map(({ ClientId }) => ClientId);
  const clientId = who.Claims?.['aud'] === undefined ? (ids[0] ?? '') : audienceAmong(who.Claims, ids);
  const pool = await uses.directory.pool(userPoolId);
  const own = pool?.region === region ? pool : undefined;
  const user = own && (await userAsked(uses, own, who));
  if (!own && who.Username !== undefined) {
    throw new Failure('validation', { reason: `${userPoolId} is not a user pool of this server: give the claims.` });
  }
  if (!own || !user) {
    const every = { iss: own ? uses.settings.issuerOf(own) : `https://${key}`, aud: clientId, token_use: 'id' };
    const { claims, notes } = claimsGiven(who, every);
    return { login: userPoolLogin(key, clientId, claims), notes, obstacles: own ? gone(who) : [] };
  }
  const client = await uses.directory.client(clientId);
  if (client?.poolId !== own.id) throw new Failure('clientNotFound', { clientId });
  const { claims } = claimsGiven({ ...who, subject: user.sub }, await claimsOfUser(uses, { pool: own, client, user }));
  const notes =
    ids.length > 1 && who.Claims?.['aud'] === undefined ? [`The token is taken to be for ${clientId}.`] : [];
  return { login: userPoolLogin(key, clientId, claims), notes, obstacles: cannotSignIn(user) };
}

/** @throws Failure `unknownUser`; `validation` for another user than the identity's */
async function userAsked({ store }: LoginAskedUses, pool: Pool, who: WhoComes): Promise<User | undefined> {
  if (who.Username === undefined) {
    return who.subject === undefined ? undefined : store.users.findBySub(pool.id, who.subject);
  }
  const user = await requireUser(store, pool, who.Username);
  if (who.subject === undefined || user.sub === who.subject) return user;
  throw new Failure('validation', { reason: `The identity is not that of ${who.Username}.` });
}

/** An identity outlives its user. */
const gone = ({ subject }: WhoComes): readonly Obstacle[] =>
  subject === undefined ? [] : [obstacle('userGone', 'The user of the login is gone.', new Failure('loginUserGone'))];

function cannotSignIn({ enabled, status, username }: User): readonly Obstacle[] {
  if (!enabled) {
    const step = { Kind: 'enableUser', Sentence: `the user ${username} were enabled (AdminEnableUser)` };
    return [
      obstacle(
        'userDisabled',
        `The user ${username} is disabled, and gets no tokens.`,
        new Failure('userDisabled'),
        step,
      ),
    ];
  }
  if (status !== 'UNCONFIRMED') return [];
  const step = { Kind: 'confirmUser', Sentence: `the user ${username} were confirmed (ConfirmSignUp)` };
  return [
    obstacle(
      'userNotConfirmed',
      `The user ${username} is not confirmed, and gets no tokens.`,
      new Failure('userNotConfirmed'),
      step,
    ),
  ];
}
