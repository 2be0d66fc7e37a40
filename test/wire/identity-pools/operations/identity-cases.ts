import assert from 'node:assert/strict';
import type { Cases } from './cases.ts';
import { developer, type Logins, type Scene } from './scene.ts';

const pool = async (scene: Scene) => ({ IdentityPoolId: await scene.pool() });
/** The identity of a new user with a login. */
async function reader(scene: Scene) {
  const Logins = await scene.logins();
  return { IdentityId: await scene.identity(Logins), Logins: { ...Logins } };
}
/** An identity that would have two users of one provider: its own, and one whose second login is shown beside. */
async function conflicting(scene: Scene) {
  const [ada, bob, work] = [await scene.logins(), await scene.logins(), await scene.logins('second')];
  const IdentityId = await scene.identity({ ...ada, ...work });
  await scene.identity(bob);
  return { IdentityId, Logins: { ...bob, ...work } };
}
async function outOfReach(scene: Scene) {
  const { IdentityPoolId, Logins } = await scene.unreachable();
  return { IdentityId: await scene.guest(IdentityPoolId), Logins: { ...Logins } };
}
async function withRoles(scene: Scene) {
  const IdentityPoolId = await scene.pool({});
  const unauthenticated = await scene.role(IdentityPoolId, 'unauthenticated');
  await scene.send('SetIdentityPoolRoles', { IdentityPoolId, Roles: { unauthenticated } });
  return { IdentityId: await scene.guest(IdentityPoolId) };
}
const forged = (logins: Logins) =>
  Object.fromEntries(Object.entries(logins).map(([key, token]) => [key, `${token.slice(0, -8)}AAAAAAAA`]));
const byDeveloper = { [developer]: 'ada' };

const noMatch = "Logins don't match. Please include at least one valid login for this identity or identity pool.";
const linked = 'Logins are already linked to another account';
const wrongSignature = "Invalid login token. Couldn't verify signed token.";
const noProvider = 'Please provide a valid public provider';
const unreachable = 'localhost:1 could not be reached.';
const https = `https://${unreachable}`;
const onlyConstraints =
  'what breaks a constraint is answered ValidationException, and nothing else can be wrong with it';
const madeOf = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.e30`;

/** Identities, their tokens and credentials. */
export const identityCases: Cases = {
  GetId: {
    succeeds: async (scene) => ({ ...(await pool(scene)), Logins: { ...(await scene.logins()) } }),
    async answers({ IdentityId }, scene, input) {
      assert.match(IdentityId!, /^us-east-1:[0-9a-f-]{36}$/);
      assert.equal((await scene.send('GetId', input)).IdentityId, IdentityId);
    },
    refuses: {
      NotAuthorized: {
        'Unauthenticated access is not supported for this identity pool.': async (scene) => ({
          IdentityPoolId: await scene.pool({ AllowUnauthenticatedIdentities: false }),
        }),
        [noMatch]: async (scene) => ({ ...(await pool(scene)), Logins: { 'accounts.google.com': 'a.b.c' } }),
        [wrongSignature]: async (scene) => ({ ...(await pool(scene)), Logins: forged(await scene.logins()) }),
        'Invalid login token. Not a valid OpenId Connect identity token.': async (scene) => ({
          ...(await pool(scene)),
          Logins: { [(await scene.userPool()).key]: 'no token' },
        }),
        'Invalid login token. Not a Cognito token.': async (scene) => ({
          ...(await pool(scene)),
          Logins: { [(await scene.userPool()).key]: madeOf({ iss: 'https://accounts.google.com' }) },
        }),
        "Invalid login token. Issuer doesn't match providerName": async (scene) => {
          const [token] = Object.values(await scene.logins('second'));
          return { ...(await pool(scene)), Logins: { [(await scene.userPool()).key]: token! } };
        },
        "Invalid login token. Can't pass in a Cognito token.": async (scene) => {
          const { Token } = await scene.send('GetOpenIdToken', { IdentityId: await scene.guest() });
          return { ...(await pool(scene)), Logins: { 'cognito-identity.amazonaws.com': Token! } };
        },
        'Token is not from a supported provider of this identity pool.': async (scene) => {
          const { key: ProviderName } = await scene.userPool();
          const CognitoIdentityProviders = [{ ProviderName, ClientId: 'another' }];
          const IdentityPoolId = await scene.pool({ CognitoIdentityProviders });
          return { IdentityPoolId, Logins: { ...(await scene.logins()) } };
        },
      },
      InvalidParameter: { [noProvider]: async (scene) => ({ ...(await pool(scene)), Logins: byDeveloper }) },
      ResourceConflict: {
        [linked]: async (scene) => ({ ...(await pool(scene)), Logins: (await conflicting(scene)).Logins }),
      },
      ExternalService: {
        [https]: async (scene) => {
          const { IdentityPoolId, Logins } = await scene.unreachable();
          return { IdentityPoolId, Logins: { ...Logins } };
        },
      },
    },
    never: { LimitExceeded: 'a pool has as many identities as there is room for' },
  },
  GetCredentialsForIdentity: {
    succeeds: withRoles,
    answers({ IdentityId, Credentials }, _, input) {
      assert.equal(IdentityId, input.IdentityId);
      assert.match(Credentials!.AccessKeyId!, /^ASIA[A-Z2-7]{16}$/);
      assert.ok(Credentials!.SecretKey && Credentials!.SessionToken);
      assert.ok(Credentials!.Expiration instanceof Date);
    },
    refuses: {
      NotAuthorized: {
        "Access to Identity '*' is forbidden.": async (scene) => ({ IdentityId: (await reader(scene)).IdentityId }),
        [noMatch]: async (scene) => ({
          IdentityId: (await reader(scene)).IdentityId,
          Logins: { ...(await scene.logins()) },
        }),
        [wrongSignature]: async (scene) => {
          const { IdentityId, Logins } = await reader(scene);
          return { IdentityId, Logins: forged(Logins) };
        },
        "Access to Role 'arn:aws:iam::000000000000:role/none' is forbidden.": async (scene) => ({
          ...(await withRoles(scene)),
          CustomRoleArn: 'arn:aws:iam::000000000000:role/none',
        }),
        'The ambiguous role mapping rules denied this request': async (scene) => {
          const IdentityPoolId = await scene.pool({});
          const { key, ClientId } = await scene.userPool();
          await scene.send('SetIdentityPoolRoles', {
            ...{ IdentityPoolId, Roles: { authenticated: await scene.role(IdentityPoolId) } },
            RoleMappings: { [`${key}:${ClientId}`]: { Type: 'Token', AmbiguousRoleResolution: 'Deny' } },
          });
          const Logins = await scene.logins();
          return { IdentityId: await scene.identity(Logins, IdentityPoolId), Logins: { ...Logins } };
        },
      },
      InvalidIdentityPoolConfiguration: {
        'Invalid identity pool configuration. Check assigned IAM roles for this pool.': async (scene) => ({
          IdentityId: await scene.guest(),
        }),
      },
      InvalidParameter: {
        [noProvider]: async (scene) => ({ IdentityId: await scene.guest(), Logins: byDeveloper }),
      },
      ResourceConflict: { [linked]: conflicting },
      ExternalService: { [https]: outOfReach },
    },
  },
  GetOpenIdToken: {
    succeeds: reader,
    answers({ IdentityId, Token }, _, input) {
      assert.equal(IdentityId, input.IdentityId);
      assert.equal(Token!.split('.').length, 3);
    },
    refuses: {
      NotAuthorized: {
        "Access to Identity '*' is forbidden.": async (scene) => ({ IdentityId: (await reader(scene)).IdentityId }),
      },
      InvalidParameter: {
        'Basic (classic) flow is not enabled, please use enhanced flow.': async (scene) => ({
          IdentityId: await scene.guest(await scene.pool({ AllowClassicFlow: false })),
        }),
      },
      ResourceConflict: { [linked]: conflicting },
      ExternalService: { [https]: outOfReach },
    },
  },
  UnlinkIdentity: {
    async succeeds(scene) {
      const input = await reader(scene);
      return { ...input, LoginsToRemove: Object.keys(input.Logins) };
    },
    async answers(answer, scene, { IdentityId, Logins }) {
      assert.deepEqual(
        Object.keys(answer).filter((one) => one !== '$metadata'),
        [],
      );
      assert.equal((await scene.send('DescribeIdentity', { IdentityId })).Logins, undefined);
      assert.notEqual(await scene.identity(Logins), IdentityId);
    },
    refuses: {
      NotAuthorized: {
        [noMatch]: async (scene) => ({
          IdentityId: (await reader(scene)).IdentityId,
          Logins: { ...(await scene.logins()) },
          LoginsToRemove: ['accounts.google.com'],
        }),
      },
      InvalidParameter: {
        [noProvider]: async (scene) => ({ ...(await reader(scene)), LoginsToRemove: ['login.example.com'] }),
      },
      ExternalService: {
        [https]: async (scene) => ({ ...(await outOfReach(scene)), LoginsToRemove: ['localhost:1'] }),
      },
    },
    never: { ResourceConflict: 'logins that are taken off conflict with nothing' },
  },
  DescribeIdentity: {
    succeeds: async (scene) => ({ IdentityId: (await reader(scene)).IdentityId }),
    async answers({ Logins, CreationDate, LastModifiedDate }, scene) {
      assert.deepEqual(Logins, [(await scene.userPool()).key]);
      assert.ok(CreationDate instanceof Date && LastModifiedDate instanceof Date);
    },
    never: { InvalidParameter: onlyConstraints },
  },
  ListIdentities: {
    async succeeds(scene) {
      const IdentityPoolId = await scene.pool({});
      for (let n = 0; n < 3; n++) await scene.guest(IdentityPoolId);
      return { IdentityPoolId, MaxResults: 2, HideDisabled: true };
    },
    async answers({ Identities, NextToken }, scene, input) {
      assert.equal(Identities!.length, 2);
      const rest = await scene.send('ListIdentities', { ...input, NextToken });
      assert.deepEqual([rest.Identities!.length, rest.NextToken], [1, undefined]);
    },
  },
  DeleteIdentities: {
    succeeds: async (scene) => ({
      IdentityIdsToDelete: [await scene.guest(), 'us-east-1:00000000-0000-4000-8000-000000000000'],
    }),
    async answers({ UnprocessedIdentityIds }, scene, { IdentityIdsToDelete: [IdentityId = '', unknown] }) {
      assert.deepEqual(UnprocessedIdentityIds, [{ IdentityId: unknown, ErrorCode: 'AccessDenied' }]);
      await assert.rejects(scene.send('DescribeIdentity', { IdentityId }), { name: 'ResourceNotFoundException' });
    },
    never: { InvalidParameter: onlyConstraints },
  },
};
