import assert from 'node:assert/strict';
import type { Cases } from './cases.ts';
import { otherThan, password, passwordSignIn, repeatedly, type Place, type Scene } from './scene.ts';

const phone = [{ Name: 'phone_number', Value: '+15555550100' }];
const byText = { AutoVerifiedAttributes: ['phone_number' as const] };
const noPhone = 'This server has no sender for sms messages.';
const limited = 'Attempt limit exceeded, please try after some time.';

const newName = async (scene: Scene, settings?: Parameters<Scene['place']>[0]) => ({
  ClientId: (await scene.place(settings)).ClientId,
  Username: scene.fresh(),
  Password: password,
});
const newcomer = async (scene: Scene, place: Place) => ({
  ClientId: place.ClientId,
  Username: (await scene.newcomer(place)).Username,
});
const confirmed = async (scene: Scene) => {
  const place = await scene.place();
  return { ClientId: place.ClientId, Username: await scene.user(place) };
};
const toConfirm = async (scene: Scene) => {
  const somebody = await newcomer(scene, await scene.place());
  return { ...somebody, ConfirmationCode: await scene.server.codeFor(somebody.Username) };
};
const mistaken = async (scene: Scene) => {
  const { ConfirmationCode, ...input } = await toConfirm(scene);
  return { ...input, ConfirmationCode: otherThan(ConfirmationCode) };
};

/** How people join by themselves. */
export const signUpCases: Cases = {
  SignUp: {
    async succeeds(scene) {
      const input = await newName(scene);
      return { ...input, UserAttributes: [{ Name: 'email', Value: `${input.Username}@example.com` }] };
    },
    answers({ UserConfirmed, CodeDeliveryDetails }) {
      assert.equal(UserConfirmed, false);
      const { Destination, DeliveryMedium, AttributeName } = CodeDeliveryDetails!;
      assert.deepEqual([Destination, DeliveryMedium, AttributeName], ['u***@e***', 'EMAIL', 'email']);
    },
    refuses: {
      UsernameExists: {
        'User already exists': async (scene) => ({ ...(await confirmed(scene)), Password: password }),
        'An account with the given email already exists.': async (scene) => {
          const { ClientId } = await scene.place({ UsernameAttributes: ['email'] });
          const input = { ClientId, Username: 'ada@example.com', Password: password };
          await scene.send('SignUp', input);
          return { ...input, Username: 'ada@example.com' };
        },
      },
      InvalidPassword: {
        'Password did not conform with policy: Password not long enough': async (scene) => ({
          ...(await newName(scene)),
          Password: 'Short1!',
        }),
      },
      NotAuthorized: {
        'SignUp is not permitted for this user pool': (scene) =>
          newName(scene, { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } }),
        'A client attempted to write unauthorized attribute': async (scene) => ({
          ...(await newName(scene)),
          UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
        }),
      },
      InvalidParameter: {
        'Invalid email address format.': async (scene) => ({
          ...(await newName(scene)),
          UserAttributes: [{ Name: 'email', Value: 'ada' }],
        }),
      },
      CodeDeliveryFailure: {
        [noPhone]: async (scene) => ({ ...(await newName(scene, byText)), UserAttributes: phone }),
      },
    },
    never: { LimitExceeded: 'nobody is limited before there is a user to count for' },
  },
  ConfirmSignUp: {
    succeeds: toConfirm,
    async answers(_, scene, { Username }) {
      await scene.send('InitiateAuth', passwordSignIn(await scene.place(), Username));
    },
    refuses: {
      CodeMismatch: { 'Invalid verification code provided, please try again.': mistaken },
      ExpiredCode: {
        'Invalid code provided, please request a code again.': async (scene) => ({
          ...(await newcomer(scene, await scene.place({ AutoVerifiedAttributes: [] }))),
          ConfirmationCode: '123456',
        }),
      },
      AliasExists: {
        'An account with the given email already exists.': async (scene) => {
          const place = await scene.place({ AliasAttributes: ['email'] });
          const taken = await scene.user(place);
          const { Username } = await scene.newcomer(place, `${taken}@example.com`);
          return { ClientId: place.ClientId, Username, ConfirmationCode: await scene.server.codeFor(Username) };
        },
      },
      LimitExceeded: {
        [limited]: (scene) =>
          repeatedly(
            15,
            () => mistaken(scene),
            (input) => scene.send('ConfirmSignUp', input),
          ),
      },
      NotAuthorized: {
        'User cannot be confirmed. Current status is CONFIRMED': async (scene) => ({
          ...(await confirmed(scene)),
          ConfirmationCode: '123456',
        }),
        'Invalid session for the user.': async (scene) => ({
          ...(await toConfirm(scene)),
          Session: 'a-session-that-was-never-given-out',
        }),
      },
    },
  },
  ResendConfirmationCode: {
    succeeds: async (scene) => newcomer(scene, await scene.place()),
    answers: ({ CodeDeliveryDetails }) => assert.equal(CodeDeliveryDetails!.Destination, 'u***@e***'),
    refuses: {
      InvalidParameter: {
        'User is already confirmed.': confirmed,
        'Auto verification not turned on.': async (scene) =>
          newcomer(scene, await scene.place({ AutoVerifiedAttributes: [] })),
      },
      LimitExceeded: {
        [limited]: (scene) =>
          repeatedly(
            5,
            async () => newcomer(scene, await scene.place()),
            (input) => scene.send('ResendConfirmationCode', input),
          ),
      },
      CodeDeliveryFailure: {
        [noPhone]: async (scene) => {
          const place = await scene.place(byText);
          const input = await newcomer(scene, place);
          const UserAttributes = [...phone, { Name: 'phone_number_verified', Value: 'true' }];
          await scene.send('AdminUpdateUserAttributes', { UserPoolId: place.UserPoolId, ...input, UserAttributes });
          return input;
        },
      },
    },
  },
};
