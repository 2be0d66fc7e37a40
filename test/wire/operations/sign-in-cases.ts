import assert from 'node:assert/strict';
import type { UserPools } from '#contract/aws.ts';
import type { Cases } from './cases.ts';
import {
  newPassword,
  oncePerScene,
  password,
  passwordSignIn,
  repeatedly,
  wrongPassword,
  type Place,
  type Scene,
} from './scene.ts';

type Begin = UserPools['InitiateAuth']['input'];
type Answer = UserPools['RespondToAuthChallenge']['input'];
type Prepare<Input> = (scene: Scene) => Promise<Input & { UserPoolId: string }>;

const somebody = async (scene: Scene): Promise<{ place: Place; UserPoolId: string; Username: string }> => {
  const place = await scene.place();
  return { place, UserPoolId: place.UserPoolId, Username: await scene.user(place) };
};
const unconfirmed = async (scene: Scene) => {
  const place = await scene.place();
  return { place, Username: (await scene.newcomer(place)).Username };
};
const reset = async (scene: Scene) => {
  const who = await somebody(scene);
  await scene.send('AdminResetUserPassword', who);
  return who;
};
const begin = (place: Place, ...rest: [Username: string, password?: string]) => ({
  UserPoolId: place.UserPoolId,
  ...passwordSignIn(place, ...rest),
});

/** Somebody who guesses again each time the lock opens, until it stays shut for a minute. */
const lockedOut = oncePerScene(async (scene) => {
  const { place, Username } = await somebody(scene);
  const guess = begin(place, Username, wrongPassword);
  await repeatedly(
    5,
    async () => guess,
    (input) => scene.send('AdminInitiateAuth', input),
  );
  for (const wait of [1, 2, 4, 8, 16, 32]) {
    await scene.server.advanceClock(`${wait}s`);
    await scene.send('AdminInitiateAuth', guess).catch(() => undefined);
  }
  return guess;
});

const history = { Policies: { PasswordPolicy: { MinimumLength: 8, PasswordHistorySize: 2 } } };

/** An answer to NEW_PASSWORD_REQUIRED by somebody who was invited with `password`. */
async function choosing(scene: Scene, place: Place, NEW_PASSWORD: string, more: Record<string, string> = {}) {
  const { UserPoolId, ClientId } = place;
  const Username = scene.fresh();
  await scene.send('AdminCreateUser', {
    UserPoolId,
    Username,
    TemporaryPassword: password,
    MessageAction: 'SUPPRESS',
  });
  const { Session, ChallengeName } = await scene.send('InitiateAuth', passwordSignIn(place, Username));
  const ChallengeResponses = { USERNAME: Username, NEW_PASSWORD, ...more };
  return { UserPoolId, ClientId, ChallengeName: ChallengeName!, Session: Session!, ChallengeResponses };
}

/** What provokes the errors of both ways to begin. */
const beginnings: Readonly<Record<string, Readonly<Record<string, Prepare<Begin>>>>> = {
  UserNotFound: { 'User does not exist.': async (scene) => begin(await scene.place(), 'nobody') },
  NotAuthorized: {
    'Incorrect username or password.': async (scene) => {
      const { place, Username } = await somebody(scene);
      return begin(place, Username, wrongPassword);
    },
    'User is disabled.': async (scene) => {
      const who = await somebody(scene);
      await scene.send('AdminDisableUser', who);
      return begin(who.place, who.Username);
    },
    'Password attempts exceeded': lockedOut,
    'Client * is configured with secret but SECRET_HASH was not received': async (scene) => {
      const place = await scene.client(await scene.place(), { GenerateSecret: true });
      return begin({ ...place, secret: undefined }, 'anybody');
    },
    'Invalid Refresh Token': async (scene) => {
      const { UserPoolId, ClientId } = await scene.place();
      const AuthParameters = { REFRESH_TOKEN: 'made-up' };
      return { UserPoolId, ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters };
    },
  },
  UserNotConfirmed: {
    'User is not confirmed.': async (scene) => {
      const { place, Username } = await unconfirmed(scene);
      return begin(place, Username);
    },
  },
  PasswordResetRequired: {
    'Password reset required for the user': async (scene) => {
      const { place, Username } = await reset(scene);
      return begin(place, Username);
    },
  },
  InvalidUserPoolConfiguration: {
    'Custom auth lambda trigger is not configured for the user pool.': async (scene) => {
      const { UserPoolId, ClientId } = await scene.client(await scene.place(), {
        ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'],
      });
      return { UserPoolId, ClientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME: 'anybody' } };
    },
  },
  InvalidParameter: {
    'Missing required parameter USERNAME': async (scene) => begin(await scene.place(), ''),
    'USER_PASSWORD_AUTH flow not enabled for this client': async (scene) =>
      begin(await scene.client(await scene.place(), { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] }), 'anybody'),
  },
};

/** What provokes the errors of both ways to answer a challenge. */
const answers: Readonly<Record<string, Readonly<Record<string, Prepare<Answer>>>>> = {
  NotAuthorized: {
    'Incorrect username or password.': async (scene) => {
      const { place, UserPoolId, Username } = await somebody(scene);
      return { UserPoolId, ...(await scene.srp(place, Username, wrongPassword)) };
    },
    'Invalid session for the user.': async (scene) => ({
      ...(await choosing(scene, await scene.place(), newPassword)),
      Session: 'a-session-that-was-never-given-out',
    }),
    'Invalid session for the user, session can only be used once.': async (scene) => {
      const { UserPoolId, ...answer } = await choosing(scene, await scene.place(), newPassword);
      await scene.send('RespondToAuthChallenge', answer);
      return { UserPoolId, ...answer };
    },
  },
  UserNotConfirmed: {
    'User is not confirmed.': async (scene) => {
      const { place, Username } = await unconfirmed(scene);
      return { UserPoolId: place.UserPoolId, ...(await scene.srp(place, Username)) };
    },
  },
  PasswordResetRequired: {
    'Password reset required for the user': async (scene) => {
      const { place, UserPoolId, Username } = await reset(scene);
      return { UserPoolId, ...(await scene.srp(place, Username)) };
    },
  },
  InvalidPassword: {
    'Password did not conform with policy: Password not long enough': async (scene) =>
      choosing(scene, await scene.place(), 'Short1!'),
  },
  PasswordHistoryPolicyViolation: {
    'Password has previously been used': async (scene) => choosing(scene, await scene.place(history), password),
  },
  AliasExists: {
    'An account with the given preferred_username already exists.': async (scene) => {
      const place = await scene.place({ AliasAttributes: ['preferred_username'] });
      const UserAttributes = [{ Name: 'preferred_username', Value: 'ada' }];
      await scene.send('UpdateUserAttributes', { AccessToken: await scene.token(place), UserAttributes });
      return choosing(scene, place, newPassword, { 'userAttributes.preferred_username': 'ada' });
    },
  },
};

/** The same without the pool, as an app sends it. */
const publicly = <Input>(shown: Readonly<Record<string, Readonly<Record<string, Prepare<Input>>>>>) =>
  Object.fromEntries(
    Object.entries(shown).map(([error, provoked]) => [
      error,
      Object.fromEntries(
        Object.entries(provoked).map(([message, prepare]) => [
          message,
          async (scene: Scene) => {
            const { UserPoolId: _, ...input } = await prepare(scene);
            return input as Input;
          },
        ]),
      ),
    ]),
  );

const noCode = 'challenges with codes are not built';
const neverBegun = { UnsupportedOperation: 'AWS does not say when' };
const neverAnswered = {
  CodeMismatch: noCode,
  ExpiredCode: noCode,
  InvalidUserPoolConfiguration: 'a challenge is set only where the pool can set it',
  UserNotFound: 'a session of somebody who was deleted is an invalid session',
};

/** Sign-in, by the app itself and by its back end. */
export const signInCases: Cases = {
  InitiateAuth: {
    async succeeds(scene) {
      const { place, Username } = await somebody(scene);
      return passwordSignIn(place, Username);
    },
    answers: ({ AuthenticationResult }) => assert.ok(AuthenticationResult!.IdToken),
    refuses: publicly({
      ...beginnings,
      InvalidParameter: {
        ...beginnings['InvalidParameter'],
        'Initiate Auth method not supported.': async (scene) => ({
          ...begin(await scene.place(), 'anybody'),
          AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        }),
      },
    }),
    never: neverBegun,
  },
  AdminInitiateAuth: {
    async succeeds(scene) {
      const { place, Username } = await somebody(scene);
      return { ...begin(place, Username), AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' };
    },
    answers: ({ AuthenticationResult }) => assert.ok(AuthenticationResult!.IdToken),
    refuses: beginnings,
    never: neverBegun,
  },
  RespondToAuthChallenge: {
    async succeeds(scene) {
      const { place, Username } = await somebody(scene);
      return scene.srp(place, Username);
    },
    answers: ({ AuthenticationResult }) => assert.ok(AuthenticationResult!.RefreshToken),
    refuses: publicly(answers),
    never: neverAnswered,
  },
  AdminRespondToAuthChallenge: {
    async succeeds(scene) {
      const { place, UserPoolId, Username } = await somebody(scene);
      return { UserPoolId, ...(await scene.srp(place, Username)) };
    },
    answers: ({ AuthenticationResult }) => assert.ok(AuthenticationResult!.RefreshToken),
    refuses: answers,
    never: neverAnswered,
  },
};
