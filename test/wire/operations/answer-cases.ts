import assert from 'node:assert/strict';
import type { UserPools } from '#contract/aws.ts';
import type { Cases } from './cases.ts';
import { newPassword, password, passwordSignIn, wrongPassword, type Place, type Scene } from './scene.ts';
import { publicly, reset, somebody, unconfirmed, type OfBoth } from './signing-in.ts';

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

/** What provokes the errors of both ways to answer a challenge. */
const refusals: OfBoth<UserPools['RespondToAuthChallenge']['input']> = {
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

const noCode = 'challenges with codes are not built';
const never = {
  CodeMismatch: noCode,
  ExpiredCode: noCode,
  InvalidUserPoolConfiguration: 'a challenge is set only where the pool can set it',
  UserNotFound: 'a session of somebody who was deleted is an invalid session',
};

/** How challenges are answered, by the app itself and by its back end. */
export const answerCases: Cases = {
  RespondToAuthChallenge: {
    async succeeds(scene) {
      const { place, Username } = await somebody(scene);
      return scene.srp(place, Username);
    },
    answers: ({ AuthenticationResult }) => assert.ok(AuthenticationResult!.RefreshToken),
    refuses: publicly(refusals),
    never,
  },
  AdminRespondToAuthChallenge: {
    async succeeds(scene) {
      const { place, UserPoolId, Username } = await somebody(scene);
      return { UserPoolId, ...(await scene.srp(place, Username)) };
    },
    answers: ({ AuthenticationResult }) => assert.ok(AuthenticationResult!.RefreshToken),
    refuses: refusals,
    never,
  },
};
