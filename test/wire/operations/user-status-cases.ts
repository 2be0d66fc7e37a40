import assert from 'node:assert/strict';
import type { Cases } from './cases.ts';
import { newPassword, password, passwordSignIn, type Scene } from './scene.ts';

const user = async (scene: Scene, settings?: Parameters<Scene['place']>[0]) => {
  const place = await scene.place(settings);
  return { UserPoolId: place.UserPoolId, Username: await scene.user(place) };
};
async function invited(scene: Scene) {
  const { UserPoolId } = await scene.place();
  const Username = scene.fresh();
  await scene.send('AdminCreateUser', { UserPoolId, Username, MessageAction: 'SUPPRESS' });
  return { UserPoolId, Username };
}
/** Holds that the user has this status by now. */
const isNow = (status: string) => async (_: object, scene: Scene, input: { UserPoolId: string; Username: string }) => {
  assert.equal((await scene.send('AdminGetUser', input)).UserStatus, status);
};
/** What somebody held before the call. */
const tokenOf = new WeakMap<object, string>();

const history = { Policies: { PasswordPolicy: { MinimumLength: 8, PasswordHistorySize: 2 } } };
const notLimited = 'an administrator is not limited';

/** Whether and how users may sign in, as an administrator decides it. */
export const userStatusCases: Cases = {
  AdminConfirmSignUp: {
    async succeeds(scene) {
      const place = await scene.place();
      const { Username } = await scene.newcomer(place);
      return { UserPoolId: place.UserPoolId, Username };
    },
    answers: isNow('CONFIRMED'),
    refuses: { NotAuthorized: { 'User cannot be confirmed. Current status is CONFIRMED': user } },
    never: { LimitExceeded: notLimited },
  },
  AdminSetUserPassword: {
    succeeds: async (scene) => ({ ...(await user(scene)), Password: newPassword, Permanent: true }),
    async answers(_, scene, { Username }) {
      await scene.send('InitiateAuth', passwordSignIn(await scene.place(), Username, newPassword));
    },
    refuses: {
      InvalidPassword: {
        'Password did not conform with policy: Password must have symbol characters': async (scene) => ({
          ...(await user(scene)),
          Password: 'Correct9Horse',
        }),
      },
      PasswordHistoryPolicyViolation: {
        'Password has previously been used': async (scene) => ({
          ...(await user(scene, history)),
          Password: password,
        }),
      },
    },
  },
  AdminEnableUser: {
    async succeeds(scene) {
      const input = await user(scene);
      await scene.send('AdminDisableUser', input);
      return input;
    },
    async answers(_, scene, input) {
      assert.equal((await scene.send('AdminGetUser', input)).Enabled, true);
    },
  },
  AdminDisableUser: {
    succeeds: user,
    async answers(_, scene, input) {
      assert.equal((await scene.send('AdminGetUser', input)).Enabled, false);
    },
  },
  AdminUserGlobalSignOut: {
    async succeeds(scene) {
      const input = await user(scene);
      tokenOf.set(input, (await scene.tokens(await scene.place(), input.Username)).AccessToken);
      return input;
    },
    async answers(_, scene, input) {
      const AccessToken = tokenOf.get(input)!;
      await assert.rejects(scene.send('GetUser', { AccessToken }), /Access Token has been revoked/);
    },
  },
  AdminResetUserPassword: {
    succeeds: user,
    answers: isNow('RESET_REQUIRED'),
    refuses: {
      NotAuthorized: { 'User password cannot be reset in the current state.': invited },
      InvalidParameter: {
        'Cannot reset password for the user as there is no registered/verified email or phone_number': async (
          scene,
        ) => {
          const input = await invited(scene);
          await scene.send('AdminSetUserPassword', { ...input, Password: password, Permanent: true });
          return input;
        },
      },
    },
    never: { LimitExceeded: notLimited },
  },
};
