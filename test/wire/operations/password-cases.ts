import assert from 'node:assert/strict';
import type { Cases } from './cases.ts';
import { newPassword, otherThan, password, passwordSignIn, repeatedly, wrongPassword, type Scene } from './scene.ts';

const history = { Policies: { PasswordPolicy: { MinimumLength: 8, PasswordHistorySize: 2 } } };
const limited = 'Attempt limit exceeded, please try after some time.';
const tooShort = 'Password did not conform with policy: Password not long enough';

const user = async (scene: Scene, settings?: Parameters<Scene['place']>[0]) => {
  const place = await scene.place(settings);
  return { UserPoolId: place.UserPoolId, ClientId: place.ClientId, Username: await scene.user(place) };
};
const forgetful = async (scene: Scene, settings?: Parameters<Scene['place']>[0]) => {
  const { ClientId, Username } = await user(scene, settings);
  return { ClientId, Username };
};
/** What confirms a new password, the code included. */
const toReset = async (scene: Scene, settings?: Parameters<Scene['place']>[0]) => {
  const input = await forgetful(scene, settings);
  await scene.send('ForgotPassword', input);
  return { ...input, ConfirmationCode: await scene.server.codeFor(input.Username), Password: newPassword };
};
const mistaken = async (scene: Scene) => {
  const { ConfirmationCode, ...input } = await toReset(scene);
  return { ...input, ConfirmationCode: otherThan(ConfirmationCode) };
};
const toChange = async (scene: Scene, settings?: Parameters<Scene['place']>[0]) => ({
  AccessToken: await scene.token(await scene.place(settings)),
  PreviousPassword: password,
  ProposedPassword: newPassword,
});

/** Passwords that are forgotten or changed. */
export const passwordCases: Cases = {
  ForgotPassword: {
    succeeds: (scene) => forgetful(scene),
    answers: ({ CodeDeliveryDetails }) => assert.equal(CodeDeliveryDetails!.Destination, 'u***@e***'),
    refuses: {
      NotAuthorized: {
        'User is disabled.': async (scene) => {
          const input = await user(scene);
          await scene.send('AdminDisableUser', input);
          return { ClientId: input.ClientId, Username: input.Username };
        },
        'User password cannot be reset in the current state.': async (scene) => {
          const { UserPoolId, ClientId } = await scene.place();
          const Username = scene.fresh();
          await scene.send('AdminCreateUser', { UserPoolId, Username, MessageAction: 'SUPPRESS' });
          return { ClientId, Username };
        },
        'Contact administrator to reset password.': async (scene) => {
          const RecoveryMechanisms = [{ Name: 'admin_only' as const, Priority: 1 }];
          return forgetful(scene, { AccountRecoverySetting: { RecoveryMechanisms } });
        },
      },
      InvalidParameter: {
        'Cannot reset password for the user as there is no registered/verified email or phone_number': async (
          scene,
        ) => {
          const place = await scene.place();
          const { Username } = await scene.newcomer(place);
          return { ClientId: place.ClientId, Username };
        },
      },
      LimitExceeded: {
        [limited]: (scene) =>
          repeatedly(
            10,
            () => forgetful(scene),
            (input) => scene.send('ForgotPassword', input),
          ),
      },
      CodeDeliveryFailure: {
        'This server has no sender for sms messages.': async (scene) => {
          const { UserPoolId, ClientId, Username } = await user(scene);
          const UserAttributes = [
            { Name: 'phone_number', Value: '+15555550100' },
            { Name: 'phone_number_verified', Value: 'true' },
          ];
          await scene.send('AdminUpdateUserAttributes', { UserPoolId, Username, UserAttributes });
          return { ClientId, Username };
        },
      },
    },
  },
  ConfirmForgotPassword: {
    succeeds: (scene) => toReset(scene),
    async answers(_, scene, { Username }) {
      await scene.send('InitiateAuth', passwordSignIn(await scene.place(), Username, newPassword));
    },
    refuses: {
      CodeMismatch: { 'Invalid verification code provided, please try again.': mistaken },
      ExpiredCode: {
        'Invalid code provided, please request a code again.': async (scene) => ({
          ...(await forgetful(scene)),
          ConfirmationCode: '123456',
          Password: newPassword,
        }),
      },
      InvalidPassword: { [tooShort]: async (scene) => ({ ...(await toReset(scene)), Password: 'Short1!' }) },
      PasswordHistoryPolicyViolation: {
        'Password has previously been used': async (scene) => ({
          ...(await toReset(scene, history)),
          Password: password,
        }),
      },
      NotAuthorized: {
        'User is disabled.': async (scene) => {
          const input = await user(scene);
          await scene.send('AdminDisableUser', input);
          const { ClientId, Username } = input;
          return { ClientId, Username, ConfirmationCode: '123456', Password: newPassword };
        },
      },
      LimitExceeded: {
        [limited]: (scene) =>
          repeatedly(
            10,
            () => mistaken(scene),
            (input) => scene.send('ConfirmForgotPassword', input),
          ),
      },
    },
    never: { UserNotConfirmed: 'the code went to a verified address, and so confirms whoever was not confirmed' },
  },
  ChangePassword: {
    succeeds: (scene) => toChange(scene),
    async answers(_, scene, { AccessToken }) {
      const { Username } = await scene.send('GetUser', { AccessToken });
      await scene.send('InitiateAuth', passwordSignIn(await scene.place(), Username!, newPassword));
    },
    refuses: {
      NotAuthorized: {
        'Incorrect username or password.': async (scene) => ({
          ...(await toChange(scene)),
          PreviousPassword: wrongPassword,
        }),
      },
      InvalidPassword: { [tooShort]: async (scene) => ({ ...(await toChange(scene)), ProposedPassword: 'Short1!' }) },
      PasswordHistoryPolicyViolation: {
        'Password has previously been used': async (scene) => ({
          ...(await toChange(scene, history)),
          ProposedPassword: password,
        }),
      },
      LimitExceeded: {
        [limited]: (scene) =>
          repeatedly(
            5,
            () => toChange(scene),
            (input) => scene.send('ChangePassword', { ...input, ProposedPassword: 'Short1!' }),
          ),
      },
    },
  },
};
