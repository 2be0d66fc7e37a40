import { randomUUID } from 'node:crypto';
import { exactlyOnce, untilAnswered, type Reach } from './exactly-once.ts';
import { group, password, signInOf, signUpOf, type Place } from './place.ts';

/** What a server has acknowledged about somebody, and so has to know for ever. */
export interface Person {
  readonly email: string;
  /** What is promised now. While a request is under way, what it asks for stands in `asked`. */
  promised: Standing;
  asked: Standing;
  /** Sessions that were used up or ended, with what has to be refused. */
  readonly spent: Spent[];
  /** How often the refresh token was exchanged, whether the answer came or not. */
  exchanges: number;
  refreshToken: string | undefined;
}

export interface Standing {
  readonly status: 'none' | 'UNCONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'CONFIRMED';
  readonly nickname: string | undefined;
  readonly password: string;
  readonly inGroup: boolean;
}

export type Spent =
  | { readonly code: string }
  | { readonly refreshToken: string }
  | { readonly accessToken: string }
  | { readonly session: string };

const nobody: Standing = { status: 'none', nickname: undefined, password, inGroup: false };

export const newPerson = (): Person => ({
  email: `${randomUUID()}@example.com`,
  promised: nobody,
  asked: nobody,
  spent: [],
  exchanges: 0,
  refreshToken: undefined,
});

/** Notes what a step asks for before it is sent, and that it is promised once it is acknowledged. */
async function step(person: Person, asked: Partial<Standing>, run: () => Promise<void>): Promise<void> {
  person.asked = { ...person.promised, ...asked };
  await run();
  person.promised = person.asked;
}

/** Signs up, confirms by the code, and lives on; every second one leaves in the end. */
export async function liveBySignUp(reach: Reach, place: Place, person: Person, leaves: boolean): Promise<void> {
  const { email } = person;
  const { clientId: ClientId } = place;
  await step(person, { status: 'UNCONFIRMED' }, async () => {
    await exactlyOnce(reach, (server) => server.call('SignUp', signUpOf(place, email)), 'UsernameExistsException');
  });
  const code = await untilAnswered(reach, (server) => server.codeFor(email));
  await step(person, { status: 'CONFIRMED' }, async () => {
    const input = { ClientId, Username: email, ConfirmationCode: code };
    const used = ['NotAuthorizedException', 'ExpiredCodeException'];
    await exactlyOnce(reach, (server) => server.call('ConfirmSignUp', input), ...used);
    person.spent.push({ code });
  });
  const token = await signIn(reach, place, person);
  await exchange(reach, place, person);
  await exchange(reach, place, person);
  for (const nickname of ['Ada', 'Countess']) {
    const input = { AccessToken: token, UserAttributes: [{ Name: 'nickname', Value: nickname }] };
    await step(person, { nickname }, async () => {
      await untilAnswered(reach, (server) => server.call('UpdateUserAttributes', input));
    });
  }
  await join(reach, place, person);
  if (leaves) await leave(reach, place, person, token);
  else await resetPassword(reach, place, person, token);
}

/** Is invited, and chooses a password of its own in the session of that one sign-in. */
export async function liveByInvitation(reach: Reach, place: Place, person: Person): Promise<void> {
  const { email } = person;
  await step(person, { status: 'FORCE_CHANGE_PASSWORD' }, async () => {
    const input = {
      UserPoolId: place.poolId,
      Username: email,
      TemporaryPassword: password,
      UserAttributes: [
        { Name: 'email', Value: email },
        { Name: 'email_verified', Value: 'true' },
      ],
    };
    await exactlyOnce(reach, (server) => server.call('AdminCreateUser', input), 'UsernameExistsException');
  });
  const { Session } = await untilAnswered(reach, (server) => server.call('InitiateAuth', signInOf(place, email)));
  const chosen = `Own-${password}`;
  await step(person, { status: 'CONFIRMED', password: chosen }, async () => {
    const input = {
      ClientId: place.clientId,
      ChallengeName: 'NEW_PASSWORD_REQUIRED' as const,
      Session,
      ChallengeResponses: { USERNAME: email, NEW_PASSWORD: chosen },
    };
    await exactlyOnce(reach, (server) => server.call('RespondToAuthChallenge', input), 'NotAuthorizedException');
    person.spent.push({ session: Session ?? '' });
  });
  await join(reach, place, person);
}

async function signIn(reach: Reach, place: Place, person: Person): Promise<string> {
  const answer = await untilAnswered(reach, (server) => server.call('InitiateAuth', signInOf(place, person.email)));
  const { AccessToken = '', RefreshToken } = answer.AuthenticationResult ?? {};
  person.refreshToken = RefreshToken;
  return AccessToken;
}

async function exchange(reach: Reach, { clientId: ClientId }: Place, person: Person): Promise<void> {
  const { refreshToken } = person;
  if (!refreshToken) return; // the answer with it was lost, and the session goes on without us
  const input = { ClientId, RefreshToken: refreshToken };
  const answer = await exactlyOnce(
    reach,
    (server) => server.call('GetTokensFromRefreshToken', input),
    'RefreshTokenReuseException',
  );
  person.exchanges++;
  person.spent.push({ refreshToken });
  person.refreshToken = answer?.AuthenticationResult?.RefreshToken;
}

async function join(reach: Reach, { poolId: UserPoolId }: Place, person: Person): Promise<void> {
  await step(person, { inGroup: true }, async () => {
    const input = { UserPoolId, Username: person.email, GroupName: group };
    await untilAnswered(reach, (server) => server.call('AdminAddUserToGroup', input));
  });
}

async function leave(reach: Reach, { poolId }: Place, person: Person, accessToken: string): Promise<void> {
  await step(person, nobody, async () => {
    const input = { UserPoolId: poolId, Username: person.email };
    await exactlyOnce(reach, (server) => server.call('AdminDeleteUser', input), 'UserNotFoundException');
    person.spent.push({ accessToken });
    if (person.refreshToken) person.spent.push({ refreshToken: person.refreshToken });
  });
}

/** By a code to the address; that ends every session. */
async function resetPassword(reach: Reach, place: Place, person: Person, accessToken: string): Promise<void> {
  const { email: Username } = person;
  const { clientId: ClientId } = place;
  await untilAnswered(reach, (server) => server.call('ForgotPassword', { ClientId, Username }));
  const code = await untilAnswered(reach, (server) => server.codeFor(Username));
  const chosen = `New-${password}`;
  await step(person, { password: chosen }, async () => {
    const input = { ClientId, Username, ConfirmationCode: code, Password: chosen };
    await exactlyOnce(reach, (server) => server.call('ConfirmForgotPassword', input), 'ExpiredCodeException');
    person.spent.push({ accessToken });
    if (person.refreshToken) person.spent.push({ refreshToken: person.refreshToken });
  });
}
