import assert from 'node:assert/strict';
import { Refused, type Client } from './client.ts';
import type { Inspector } from './inspect.ts';
import type { Person, Spent, Standing } from './person.ts';
import { group, signInOf, type Place } from './place.ts';

/** Holds that the server knows about everybody what was acknowledged, or what the request under way had asked for. */
export async function assertRemembered(server: Client, place: Place, people: readonly Person[]): Promise<void> {
  for (const person of people) {
    const known = await standingOf(server, place, person);
    const { status, nickname, inGroup } = known;
    const isOne = [person.promised, person.asked].some(
      (one) => one.status === status && one.nickname === nickname && one.inGroup === inGroup,
    );
    assert.ok(isOne, `${JSON.stringify(known)} is neither of ${JSON.stringify([person.promised, person.asked])}`);
  }
}

async function standingOf(server: Client, { poolId }: Place, { email }: Person): Promise<Omit<Standing, 'password'>> {
  const input = { UserPoolId: poolId, Username: email };
  try {
    const { UserStatus, UserAttributes = [] } = await server.call('AdminGetUser', input);
    const { Groups = [] } = await server.call('AdminListGroupsForUser', input);
    const nickname = UserAttributes.find(({ Name }) => Name === 'nickname')?.Value;
    const inGroup = Groups.some(({ GroupName }) => GroupName === group);
    return { status: UserStatus as Standing['status'], nickname, inGroup };
  } catch (error) {
    if (!(error instanceof Refused && error.code === 'UserNotFoundException')) throw error;
    return { status: 'none', nickname: undefined, inGroup: false };
  }
}

/** Holds that nothing that was used up or ended works once more. */
export async function assertSpent(server: Client, place: Place, people: readonly Person[]): Promise<void> {
  for (const person of people) {
    for (const spent of person.spent) {
      const refused = await use(server, place, person, spent).then(
        () => false,
        (error: unknown) => error instanceof Refused && error.status === 400,
      );
      assert.ok(refused, `something spent works once more: ${Object.keys(spent).join()}`);
    }
  }
}

const use = (server: Client, { clientId: ClientId }: Place, { email }: Person, spent: Spent): Promise<unknown> => {
  if ('code' in spent) return server.call('ConfirmSignUp', { ClientId, Username: email, ConfirmationCode: spent.code });
  if ('accessToken' in spent) return server.call('GetUser', { AccessToken: spent.accessToken });
  if ('refreshToken' in spent)
    return server.call('GetTokensFromRefreshToken', { ClientId, RefreshToken: spent.refreshToken });
  return server.call('RespondToAuthChallenge', {
    ClientId,
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session: spent.session,
    ChallengeResponses: { USERNAME: email, NEW_PASSWORD: 'Another-Horse-9!' },
  });
};

/** Holds that everybody who is confirmed signs in with the password that was acknowledged last. */
export async function assertPasswords(server: Client, place: Place, people: readonly Person[]): Promise<void> {
  const confirmed = people.filter(({ promised }) => promised.status === 'CONFIRMED');
  const tokens = await Promise.all(
    confirmed.map(({ email, promised }) => server.call('InitiateAuth', signInOf(place, email, promised.password))),
  );
  for (const { AuthenticationResult } of tokens) assert.ok(AuthenticationResult?.AccessToken);
}

/**
 * Holds that sessions went on exactly as often as their tokens were exchanged, and that the session of an invitation
 * began one session. To be asked before anybody signs in again.
 */
export async function assertCounted(inspector: Inspector, people: readonly Person[]): Promise<void> {
  for (const { email, exchanges, spent } of people) {
    const rows = await inspector.rows(
      `select s.generation from sessions s join users u on u.pool_id = s.pool_id and u.sub = s.sub where u.email = '${email}'`,
    );
    const generations = rows.map(({ generation }) => Number(generation));
    if (exchanges > 0 && rows.length > 0) assert.equal(Math.max(...generations), exchanges);
    if (spent.some((one) => 'session' in one)) assert.equal(rows.length, 1, 'one session began twice');
  }
}
