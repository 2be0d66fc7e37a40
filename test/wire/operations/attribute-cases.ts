import assert from 'node:assert/strict';
import type { Cases } from './cases.ts';
import { otherThan, repeatedly, type Scene } from './scene.ts';

const limited = 'Attempt limit exceeded, please try after some time.';
const noPhone = 'This server has no sender for sms messages.';
const phone = [{ Name: 'phone_number', Value: '+15555550100' }];
const noCode = 'the operation takes no code';

const signedIn = async (scene: Scene, settings?: Parameters<Scene['place']>[0]) => ({
  AccessToken: await scene.token(await scene.place(settings)),
});
/** Somebody who mistypes the code for the address. */
async function mistaken(scene: Scene) {
  const place = await scene.place();
  const Username = await scene.user(place);
  const { AccessToken } = await scene.tokens(place, Username);
  await scene.send('GetUserAttributeVerificationCode', { AccessToken, AttributeName: 'email' });
  return { AccessToken, AttributeName: 'email', Code: otherThan(await scene.server.codeFor(Username)) };
}

const attributesOf = async (scene: Scene, { AccessToken }: { AccessToken: string }) => {
  const { UserAttributes } = await scene.send('GetUser', { AccessToken });
  return Object.fromEntries(UserAttributes!.map(({ Name, Value }) => [Name, Value]));
};

/** What signed-in users do with what is known about them. */
export const attributeCases: Cases = {
  GetUser: {
    succeeds: (scene) => signedIn(scene),
    answers({ UserAttributes }) {
      const names = UserAttributes!.map(({ Name }) => Name).toSorted();
      assert.deepEqual(names, ['email', 'email_verified', 'sub']);
    },
    refuses: {
      NotAuthorized: {
        'Access Token has been revoked': async (scene) => {
          const input = await signedIn(scene);
          await scene.send('GlobalSignOut', input);
          return input;
        },
      },
    },
  },
  UpdateUserAttributes: {
    async succeeds(scene) {
      const UserAttributes = [{ Name: 'email', Value: `${scene.fresh('new')}@example.com` }];
      return { ...(await signedIn(scene)), UserAttributes };
    },
    answers: ({ CodeDeliveryDetailsList }) => assert.equal(CodeDeliveryDetailsList![0]!.AttributeName, 'email'),
    refuses: {
      NotAuthorized: {
        'A client attempted to write unauthorized attribute': async (scene) => ({
          ...(await signedIn(scene)),
          UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
        }),
      },
      InvalidParameter: {
        'Invalid phone number format.': async (scene) => ({
          ...(await signedIn(scene)),
          UserAttributes: [{ Name: 'phone_number', Value: '0555' }],
        }),
      },
      AliasExists: {
        'An account with the given preferred_username already exists.': async (scene) => {
          const place = await scene.place({ AliasAttributes: ['preferred_username'] });
          const UserAttributes = [{ Name: 'preferred_username', Value: 'ada' }];
          await scene.send('UpdateUserAttributes', { AccessToken: await scene.token(place), UserAttributes });
          return { AccessToken: await scene.token(place), UserAttributes };
        },
      },
      CodeDeliveryFailure: {
        [noPhone]: async (scene) => {
          const place = await scene.place({ AutoVerifiedAttributes: ['email', 'phone_number'] });
          return { AccessToken: await scene.token(place), UserAttributes: phone };
        },
      },
    },
    never: { CodeMismatch: noCode, ExpiredCode: noCode },
  },
  DeleteUserAttributes: {
    succeeds: async (scene) => ({ ...(await signedIn(scene)), UserAttributeNames: ['email'] }),
    answers: async (_, scene, input) => assert.equal((await attributesOf(scene, input))['email'], undefined),
    refuses: {
      InvalidParameter: {
        'Invalid user attributes: user.custom:x: Attribute does not exist in the schema.*': async (scene) => ({
          ...(await signedIn(scene)),
          UserAttributeNames: ['custom:x'],
        }),
      },
    },
  },
  GetUserAttributeVerificationCode: {
    succeeds: async (scene) => ({ ...(await signedIn(scene)), AttributeName: 'email' }),
    answers: ({ CodeDeliveryDetails }) => assert.equal(CodeDeliveryDetails!.Destination, 'u***@e***'),
    refuses: {
      LimitExceeded: {
        [limited]: (scene) =>
          repeatedly(
            5,
            async () => ({ ...(await signedIn(scene)), AttributeName: 'email' }),
            (input) => scene.send('GetUserAttributeVerificationCode', input),
          ),
      },
      CodeDeliveryFailure: {
        [noPhone]: async (scene) => {
          const input = await signedIn(scene);
          await scene.send('UpdateUserAttributes', { ...input, UserAttributes: phone });
          return { ...input, AttributeName: 'phone_number' };
        },
      },
    },
  },
  VerifyUserAttribute: {
    async succeeds(scene) {
      const place = await scene.place();
      const Username = await scene.user(place);
      const { AccessToken } = await scene.tokens(place, Username);
      const UserAttributes = [{ Name: 'email', Value: `${scene.fresh('new')}@example.com` }];
      await scene.send('UpdateUserAttributes', { AccessToken, UserAttributes });
      return { AccessToken, AttributeName: 'email', Code: await scene.server.codeFor(Username) };
    },
    answers: async (_, scene, input) => assert.equal((await attributesOf(scene, input))['email_verified'], 'true'),
    refuses: {
      CodeMismatch: { 'Invalid verification code provided, please try again.': mistaken },
      ExpiredCode: {
        'Invalid code provided, please request a code again.': async (scene) => ({
          ...(await signedIn(scene)),
          AttributeName: 'email',
          Code: '123456',
        }),
      },
      AliasExists: {
        'An account with the given email already exists.': async (scene) => {
          const place = await scene.place({ AliasAttributes: ['email'] });
          const [taken, Username] = [await scene.user(place), await scene.user(place)];
          const { AccessToken } = await scene.tokens(place, Username);
          const UserAttributes = [{ Name: 'email', Value: `${taken}@example.com` }];
          await scene.send('UpdateUserAttributes', { AccessToken, UserAttributes });
          return { AccessToken, AttributeName: 'email', Code: await scene.server.codeFor(Username) };
        },
      },
      LimitExceeded: {
        [limited]: (scene) =>
          repeatedly(
            15,
            () => mistaken(scene),
            (input) => scene.send('VerifyUserAttribute', input),
          ),
      },
    },
  },
  DeleteUser: {
    succeeds: (scene) => signedIn(scene),
    async answers(_, scene, { AccessToken }) {
      await assert.rejects(scene.send('GetUser', { AccessToken }), { name: 'UserNotFoundException' });
    },
  },
};
