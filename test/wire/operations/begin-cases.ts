import assert from 'node:assert/strict';
import type { UserPools } from '#contract/aws.ts';
import type { Cases } from './cases.ts';
import { oncePerScene, passwordSignIn, repeatedly, wrongPassword, type Place } from './scene.ts';
import { publicly, reset, somebody, unconfirmed, type OfBoth } from './signing-in.ts';

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

/** What provokes the errors of both ways to begin. */
const refusals: OfBoth<UserPools['InitiateAuth']['input']> = {
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

const never = { UnsupportedOperation: 'AWS does not say when' };

/** How sign-in begins, by the app itself and by its back end. */
export const beginCases: Cases = {
  InitiateAuth: {
    async succeeds(scene) {
      const { place, Username } = await somebody(scene);
      return passwordSignIn(place, Username);
    },
    answers: ({ AuthenticationResult }) => assert.ok(AuthenticationResult!.IdToken),
    refuses: publicly({
      ...refusals,
      InvalidParameter: {
        ...refusals['InvalidParameter'],
        'Initiate Auth method not supported.': async (scene) => ({
          ...begin(await scene.place(), 'anybody'),
          AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        }),
      },
    }),
    never,
  },
  AdminInitiateAuth: {
    async succeeds(scene) {
      const { place, Username } = await somebody(scene);
      return { ...begin(place, Username), AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' };
    },
    answers: ({ AuthenticationResult }) => assert.ok(AuthenticationResult!.IdToken),
    refuses: refusals,
    never,
  },
};
