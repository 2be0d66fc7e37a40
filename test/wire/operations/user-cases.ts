import assert from 'node:assert/strict';
import type { Cases } from './cases.ts';
import { newPassword, password, type Scene } from './scene.ts';

const user = async (scene: Scene, settings?: Parameters<Scene['place']>[0]) => {
  const place = await scene.place(settings);
  return { UserPoolId: place.UserPoolId, Username: await scene.user(place) };
};
/** Somebody with a temporary password, whom nobody told. */
async function invited(scene: Scene) {
  const { UserPoolId } = await scene.place();
  const Username = scene.fresh();
  await scene.send('AdminCreateUser', { UserPoolId, Username, MessageAction: 'SUPPRESS' });
  return { UserPoolId, Username };
}
const noPhone = 'This server has no sender for sms messages.';
const history = { Policies: { PasswordPolicy: { MinimumLength: 8, PasswordHistorySize: 2 } } };
const notLimited = 'an administrator is not limited';

/** Users as an administrator deals with them. */
export const userCases: Cases = {
  AdminCreateUser: {
    async succeeds(scene) {
      const Username = scene.fresh();
      const { UserPoolId } = await scene.place();
      const UserAttributes = [{ Name: 'email', Value: `${Username}@example.com` }];
      return { UserPoolId, Username, DesiredDeliveryMediums: ['EMAIL'], UserAttributes };
    },
    async answers({ User }, scene) {
      assert.equal(User!.UserStatus, 'FORCE_CHANGE_PASSWORD');
      const [invitation] = await scene.server.outbox({ username: User!.Username! });
      assert.match(invitation!.body, /temporary password/);
    },
    refuses: {
      UsernameExists: { 'User account already exists': user },
      UserNotFound: {
        'User does not exist.': async (scene) => ({
          UserPoolId: (await scene.place()).UserPoolId,
          Username: 'nobody',
          MessageAction: 'RESEND',
        }),
      },
      UnsupportedUserState: {
        'Resend not possible. * status is not FORCE_CHANGE_PASSWORD': async (scene) => ({
          ...(await user(scene)),
          MessageAction: 'RESEND',
        }),
      },
      InvalidPassword: {
        'Password did not conform with policy: Password not long enough': async (scene) => ({
          UserPoolId: (await scene.place()).UserPoolId,
          Username: scene.fresh(),
          TemporaryPassword: 'Short1!',
        }),
      },
      InvalidParameter: {
        'Attributes did not conform to the schema: custom:x: Attribute does not exist in the schema.*': async (
          scene,
        ) => ({
          UserPoolId: (await scene.place()).UserPoolId,
          Username: scene.fresh(),
          UserAttributes: [{ Name: 'custom:x', Value: '1' }],
        }),
      },
      CodeDeliveryFailure: {
        [noPhone]: async (scene) => ({
          UserPoolId: (await scene.place()).UserPoolId,
          Username: scene.fresh(),
          DesiredDeliveryMediums: ['SMS'],
          UserAttributes: [{ Name: 'phone_number', Value: '+15555550100' }],
        }),
      },
    },
    never: { PreconditionNotMet: 'AWS does not say when' },
  },
  AdminConfirmSignUp: {
    async succeeds(scene) {
      const place = await scene.place();
      const { Username } = await scene.newcomer(place);
      return { UserPoolId: place.UserPoolId, Username };
    },
    refuses: { NotAuthorized: { 'User cannot be confirmed. Current status is CONFIRMED': user } },
    never: { LimitExceeded: notLimited },
  },
  AdminSetUserPassword: {
    succeeds: async (scene) => ({ ...(await user(scene)), Password: newPassword, Permanent: true }),
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
  AdminGetUser: {
    succeeds: user,
    answers({ UserStatus, Enabled, UserAttributes }) {
      assert.deepEqual([UserStatus, Enabled, UserAttributes![0]!.Name], ['CONFIRMED', true, 'sub']);
    },
  },
  AdminEnableUser: { succeeds: user },
  AdminDisableUser: { succeeds: user },
  AdminDeleteUser: { succeeds: user },
  AdminUserGlobalSignOut: { succeeds: user },
  AdminResetUserPassword: {
    succeeds: user,
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
  AdminUpdateUserAttributes: {
    succeeds: async (scene) => ({ ...(await user(scene)), UserAttributes: [{ Name: 'nickname', Value: 'Ada' }] }),
    refuses: {
      AliasExists: {
        'An account with the given email already exists.': async (scene) => {
          const place = await scene.place({ AliasAttributes: ['email'] });
          const [taken, Username] = [await scene.user(place), await scene.user(place)];
          const UserAttributes = [
            { Name: 'email', Value: `${taken}@example.com` },
            { Name: 'email_verified', Value: 'true' },
          ];
          return { UserPoolId: place.UserPoolId, Username, UserAttributes };
        },
      },
    },
  },
  AdminDeleteUserAttributes: {
    succeeds: async (scene) => ({ ...(await user(scene)), UserAttributeNames: ['nickname'] }),
  },
  ListUsers: {
    async succeeds(scene) {
      const { UserPoolId, Username } = await user(scene);
      return { UserPoolId, Filter: `username = "${Username}"`, Limit: 1 };
    },
    answers: ({ Users }) => assert.equal(Users!.length, 1),
    refuses: {
      InvalidParameter: {
        'Error while parsing filter': async (scene) => ({
          UserPoolId: (await scene.place()).UserPoolId,
          Filter: 'username',
        }),
        'Invalid pagination token given.': async (scene) => ({
          UserPoolId: (await scene.place()).UserPoolId,
          PaginationToken: 'made-up',
        }),
      },
    },
  },
};
