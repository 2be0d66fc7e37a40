import assert from 'node:assert/strict';
import type { Cases } from './cases.ts';
import type { Scene } from './scene.ts';

const user = async (scene: Scene) => {
  const place = await scene.place();
  return { UserPoolId: place.UserPoolId, Username: await scene.user(place) };
};
const attribute = async (scene: Scene, input: { UserPoolId: string; Username: string }, name: string) =>
  (await scene.send('AdminGetUser', input)).UserAttributes!.find(({ Name }) => Name === name)?.Value;

const noPhone = 'This server has no sender for sms messages.';

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
  AdminGetUser: {
    succeeds: user,
    answers({ UserStatus, Enabled, UserAttributes }) {
      assert.deepEqual([UserStatus, Enabled, UserAttributes![0]!.Name], ['CONFIRMED', true, 'sub']);
    },
  },
  AdminDeleteUser: {
    succeeds: user,
    async answers(_, scene, { UserPoolId, Username }) {
      const { Users } = await scene.send('ListUsers', { UserPoolId, Filter: `username = "${Username}"` });
      assert.deepEqual(Users, []);
    },
  },
  AdminUpdateUserAttributes: {
    succeeds: async (scene) => ({ ...(await user(scene)), UserAttributes: [{ Name: 'nickname', Value: 'Ada' }] }),
    async answers(_, scene, input) {
      assert.equal(await attribute(scene, input, 'nickname'), 'Ada');
    },
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
    succeeds: async (scene) => ({ ...(await user(scene)), UserAttributeNames: ['email'] }),
    async answers(_, scene, input) {
      assert.equal(await attribute(scene, input, 'email'), undefined);
    },
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
