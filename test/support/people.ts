import type { User } from '#domain/users/user.ts';
import { secretHash } from '#crypto/secret-hash.ts';
import type { World } from './world.ts';

/** A pool and a client of it, as `world.pool` makes them. */
export interface Place {
  readonly poolId: string;
  readonly clientId: string;
  readonly secret?: string | undefined;
}

export type PoolInput = NonNullable<Parameters<World['pool']>[0]>;
export type ClientInput = NonNullable<Parameters<World['pool']>[1]>;

/** A pool that sends its codes by mail. */
export const byMail: PoolInput = { AutoVerifiedAttributes: ['email'] };

/** A client that does not tell whether a user exists. */
export const hiding: ClientInput = { PreventUserExistenceErrors: 'ENABLED' };

export const password = 'Correct-Horse-9!';

/** AWS's list form of attributes. */
export const attributesOf = (values: Readonly<Record<string, string>>): { Name: string; Value: string }[] =>
  Object.entries(values).map(([Name, Value]) => ({ Name, Value }));

/** Signs somebody up. @returns the user's sub */
export async function signUp(
  world: World,
  { clientId, secret }: Place,
  name: string,
  attributes: Readonly<Record<string, string>> = { email: `${name}@example.com` },
): Promise<string> {
  const input = {
    ClientId: clientId,
    Username: name,
    Password: password,
    UserAttributes: attributesOf(attributes),
    ...(secret && { SecretHash: secretHash(secret, name, clientId) }),
  };
  const { UserSub } = await world.run('SignUp', input);
  return UserSub!;
}

/** Signs somebody up and confirms it by the code in the newest message. @returns the user's sub */
export async function confirmedUser(
  world: World,
  place: Place,
  name: string,
  attributes?: Readonly<Record<string, string>>,
): Promise<string> {
  const sub = await signUp(world, place, name, attributes);
  const [message] = await world.outbox();
  await world.run('ConfirmSignUp', { ClientId: place.clientId, Username: name, ConfirmationCode: message!.code! });
  return sub;
}

/** Signs in with the password. The client needs ALLOW_USER_PASSWORD_AUTH. @returns the access token */
export async function accessToken(
  world: World,
  { clientId }: Place,
  name: string,
  secret: string = password,
): Promise<string> {
  const { AuthenticationResult } = await world.run('InitiateAuth', {
    ClientId: clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: name, PASSWORD: secret },
  });
  return AuthenticationResult!.AccessToken!;
}

/** The client settings that `accessToken` asks for. */
export const passwordClient: ClientInput = {
  ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
};

/** The user's attributes as an administrator sees them in the store. */
export async function storedUser(world: World, { poolId }: Place, sub: string) {
  const user = await world.store.users.findBySub(poolId, sub);
  if (!user) throw new Error(`There is no user ${sub}.`);
  return user;
}

/** A code that is certainly not the given one. */
export const otherThan = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

/** Changes what is stored of a user, past all rules. */
export async function changeStored(world: World, { poolId }: Place, sub: string, change: Partial<User>): Promise<void> {
  await world.store.users.change(poolId, sub, (user) => ({ ...user, ...change }));
}

/** Asks for a reset code. */
export const forgotPassword = (world: World, { clientId }: Place, Username: string) =>
  world.run('ForgotPassword', { ClientId: clientId, Username });

/** Sets a new password by a reset code. */
export const resetPassword = (
  world: World,
  { clientId }: Place,
  Username: string,
  ConfirmationCode: string,
  Password: string,
) => world.run('ConfirmForgotPassword', { ClientId: clientId, Username, ConfirmationCode, Password });
