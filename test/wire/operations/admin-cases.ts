import assert from 'node:assert/strict';
import type { Cases } from './cases.ts';
import { newPassword, password, type Place, type Scene } from './scene.ts';

const subject = async (scene: Scene, settings?: Parameters<Scene['place']>[0]) => {
  const place = await scene.place(settings);
  return { UserPoolId: place.UserPoolId, Username: await scene.user(place) };
};
const noProviders = 'identity providers come with federation; until then every provider is unknown';

async function group(scene: Scene) {
  const { UserPoolId } = await scene.place();
  const GroupName = scene.fresh('group');
  await scene.send('CreateGroup', { UserPoolId, GroupName });
  return { UserPoolId, GroupName };
}
const member = async (scene: Scene) => ({ ...(await group(scene)), Username: await scene.user(await scene.place()) });
const password1 = (place: Place, Username: string) => ({ UserPoolId: place.UserPoolId, ClientId: place.ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' as const, AuthParameters: { USERNAME: Username, PASSWORD: password } });

/** Users as an administrator deals with them, and groups. */
export const adminCases: Cases = {
  AdminCreateUser: {
    async succeeds(scene) {
      const Username = scene.fresh();
      const UserAttributes = [{ Name: 'email', Value: `${Username}@example.com` }];
      return { UserPoolId: (await scene.place()).UserPoolId, Username, DesiredDeliveryMediums: ['EMAIL'], UserAttributes };
    },
    async answers({ User }, scene) {
      assert.equal(User?.UserStatus, 'FORCE_CHANGE_PASSWORD');
      assert.match((await scene.server.outbox({ username: User.Username! }))[0]!.body, /temporary password/);
    },
    refuses: {
      UsernameExists: subject,
      UserNotFound: async (scene) => ({ UserPoolId: (await scene.place()).UserPoolId, Username: 'nobody', MessageAction: 'RESEND' }),
      UnsupportedUserState: async (scene) => ({ ...(await subject(scene)), MessageAction: 'RESEND' }),
      InvalidPassword: async (scene) => ({ UserPoolId: (await scene.place()).UserPoolId, Username: scene.fresh(), TemporaryPassword: 'short!' }),
    },
    never: { PreconditionNotMet: 'AWS does not say when', CodeDeliveryFailure: 'the outbox takes every message; shown with a mail server in src/adapters/mail' },
  },
  AdminConfirmSignUp: {
    async succeeds(scene) {
      const place = await scene.place();
      return { UserPoolId: place.UserPoolId, Username: (await scene.newcomer(place)).Username };
    },
    refuses: { NotAuthorized: subject },
    never: { LimitExceeded: 'an administrator is not limited', TooManyFailedAttempts: 'an administrator gives no code' },
  },
  AdminSetUserPassword: {
    succeeds: async (scene) => ({ ...(await subject(scene)), Password: newPassword, Permanent: true }),
    refuses: {
      InvalidPassword: async (scene) => ({ ...(await subject(scene)), Password: 'short!' }),
      PasswordHistoryPolicyViolation: async (scene) => ({
        ...(await subject(scene, { Policies: { PasswordPolicy: { MinimumLength: 8, PasswordHistorySize: 2 } } })),
        Password: password,
      }),
    },
  },
  AdminGetUser: {
    succeeds: subject,
    answers({ UserStatus, Enabled, UserAttributes }) {
      assert.deepEqual([UserStatus, Enabled, UserAttributes?.[0]?.Name], ['CONFIRMED', true, 'sub']);
    },
  },
  AdminEnableUser: { succeeds: subject },
  AdminDisableUser: { succeeds: subject },
  AdminDeleteUser: { succeeds: subject },
  AdminUserGlobalSignOut: { succeeds: subject },
  AdminResetUserPassword: {
    succeeds: subject,
    refuses: {
      NotAuthorized: async (scene) => {
        const { UserPoolId } = await scene.place();
        const Username = scene.fresh();
        await scene.send('AdminCreateUser', { UserPoolId, Username, MessageAction: 'SUPPRESS' });
        return { UserPoolId, Username };
      },
    },
    never: { LimitExceeded: 'an administrator is not limited' },
  },
  AdminUpdateUserAttributes: {
    succeeds: async (scene) => ({ ...(await subject(scene)), UserAttributes: [{ Name: 'nickname', Value: 'Ada' }] }),
    refuses: {
      AliasExists: async (scene) => {
        const place = await scene.place({ AliasAttributes: ['email'] });
        const taken = await scene.user(place);
        const UserAttributes = [{ Name: 'email', Value: `${taken}@example.com` }, { Name: 'email_verified', Value: 'true' }];
        return { UserPoolId: place.UserPoolId, Username: await scene.user(place), UserAttributes };
      },
    },
  },
  AdminDeleteUserAttributes: { succeeds: async (scene) => ({ ...(await subject(scene)), UserAttributeNames: ['nickname'] }) },
  AdminLinkProviderForUser: {
    async succeeds(scene) {
      const { UserPoolId, Username } = await subject(scene);
      const DestinationUser = { ProviderName: 'Cognito', ProviderAttributeValue: Username };
      return { UserPoolId, DestinationUser, SourceUser: { ProviderName: 'Google', ProviderAttributeName: 'Cognito_Subject', ProviderAttributeValue: '1' } };
    },
    never: { succeeds: noProviders, AliasExists: noProviders, LimitExceeded: noProviders, UserNotFound: noProviders },
  },
  AdminDisableProviderForUser: {
    succeeds: async (scene) => ({ UserPoolId: (await scene.place()).UserPoolId, User: { ProviderName: 'Google', ProviderAttributeName: 'Cognito_Subject', ProviderAttributeValue: '1' } }),
    never: { succeeds: noProviders, AliasExists: noProviders, UserNotFound: noProviders },
  },
  ListUsers: {
    async succeeds(scene) {
      const { UserPoolId, Username } = await subject(scene);
      return { UserPoolId, Filter: `username = "${Username}"`, Limit: 1 };
    },
    answers: ({ Users }) => assert.equal(Users?.length, 1),
  },
  CreateGroup: {
    succeeds: async (scene) => ({ UserPoolId: (await scene.place()).UserPoolId, GroupName: scene.fresh('group'), Precedence: 1 }),
    answers: ({ Group }) => assert.equal(Group?.Precedence, 1),
    refuses: { GroupExists: group },
    never: { LimitExceeded: 'takes ten thousand groups; the rule has a test of its own' },
  },
  GetGroup: { succeeds: group },
  UpdateGroup: { succeeds: async (scene) => ({ ...(await group(scene)), Description: 'those who pay' }) },
  DeleteGroup: { succeeds: group },
  ListGroups: { succeeds: async (scene) => ({ UserPoolId: (await group(scene)).UserPoolId }) },
  AdminAddUserToGroup: { succeeds: member },
  AdminRemoveUserFromGroup: { succeeds: member },
  AdminListGroupsForUser: { succeeds: subject },
  ListUsersInGroup: { succeeds: group },
  AdminInitiateAuth: {
    async succeeds(scene) {
      const place = await scene.place();
      return password1(place, await scene.user(place));
    },
    answers: ({ AuthenticationResult }) => assert.ok(AuthenticationResult?.IdToken),
    refuses: {
      UserNotFound: async (scene) => password1(await scene.place(), 'nobody'),
      NotAuthorized: async (scene) => {
        const input = password1(await scene.place(), await scene.user(await scene.place()));
        return { ...input, AuthParameters: { ...input.AuthParameters, PASSWORD: 'Wrong-Horse-9!' } };
      },
      UserNotConfirmed: async (scene) => {
        const place = await scene.place();
        return password1(place, (await scene.newcomer(place)).Username);
      },
      PasswordResetRequired: async (scene) => {
        const place = await scene.place();
        const Username = await scene.user(place);
        await scene.send('AdminResetUserPassword', { UserPoolId: place.UserPoolId, Username });
        return password1(place, Username);
      },
      InvalidUserPoolConfiguration: async (scene) => {
        const { UserPoolId, ClientId } = await scene.client(await scene.place(), { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'] });
        return { UserPoolId, ClientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME: 'anybody' } };
      },
    },
    never: { MFAMethodNotFound: 'second factors are not built', UnsupportedOperation: 'AWS does not say when' },
  },
  AdminRespondToAuthChallenge: {
    async succeeds(scene) {
      const place = await scene.place();
      return { ...(await scene.srp(place, await scene.user(place))), UserPoolId: place.UserPoolId };
    },
    answers: ({ AuthenticationResult }) => assert.ok(AuthenticationResult?.RefreshToken),
    refuses: {
      NotAuthorized: async (scene) => {
        const place = await scene.place();
        return { ...(await scene.srp(place, await scene.user(place), 'Wrong-Horse-9!')), UserPoolId: place.UserPoolId };
      },
      UserNotConfirmed: async (scene) => {
        const place = await scene.place();
        return { ...(await scene.srp(place, (await scene.newcomer(place)).Username)), UserPoolId: place.UserPoolId };
      },
      PasswordResetRequired: async (scene) => {
        const place = await scene.place();
        const Username = await scene.user(place);
        await scene.send('AdminResetUserPassword', { UserPoolId: place.UserPoolId, Username });
        return { ...(await scene.srp(place, Username)), UserPoolId: place.UserPoolId };
      },
      InvalidPassword: async (scene) => {
        const { UserPoolId, ...place } = await scene.place();
        return { UserPoolId, ...(await newPasswordAnswer(scene, { UserPoolId, ...place }, 'short!')) };
      },
      PasswordHistoryPolicyViolation: async (scene) => {
        const place = await scene.place({ Policies: { PasswordPolicy: { MinimumLength: 8, PasswordHistorySize: 2 } } });
        return { UserPoolId: place.UserPoolId, ...(await newPasswordAnswer(scene, place, password)) };
      },
    },
    never: {
      AliasExists: 'shown for RespondToAuthChallenge, which shares the code',
      CodeMismatch: 'second factors are not built',
      ExpiredCode: 'second factors are not built',
      MFAMethodNotFound: 'second factors are not built',
      SoftwareTokenMFANotFound: 'second factors are not built',
      InvalidUserPoolConfiguration: 'a challenge is only set where the pool can set it',
      UserNotFound: 'a session names a user who was there; one deleted since fails like a wrong password',
    },
  },
};

/** The answer to NEW_PASSWORD_REQUIRED of somebody invited with `password`. */
export async function newPasswordAnswer(scene: Scene, place: Place, NEW_PASSWORD: string, more: Record<string, string> = {}) {
  const Username = scene.fresh('invited');
  await scene.send('AdminCreateUser', { UserPoolId: place.UserPoolId, Username, TemporaryPassword: password, MessageAction: 'SUPPRESS' });
  const { Session, ChallengeName } = await scene.send('AdminInitiateAuth', password1(place, Username));
  return { ClientId: place.ClientId, ChallengeName: ChallengeName!, Session: Session!, ChallengeResponses: { USERNAME: Username, NEW_PASSWORD, ...more } };
}
