import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { decodeJwt } from '#crypto/jwt.ts';
import { allow, policy } from '../../../../test/support/account.ts';
import { fakeSts, foreignCredentials } from '../../../../test/support/fake-sts.ts';
import { openIdentityWorld } from '../../../../test/support/identity-world.ts';
import { refusal } from '../../../../test/support/refusal.ts';

const minio = 'arn:minio:iam:::role/nOybJqMNzNmroqEKq5D0EUsRZw0';
const ceph = 'arn:aws:iam:::role/readers';
const cephAccount = 'arn:aws:iam::RGW00000000000000001:role/readers';
const aws = 'arn:aws:iam::123456789012:role/readers';

/** A world whose identities get their credentials from a fake token service, and a pool that takes guests. */
async function opened() {
  const sts = await fakeSts();
  const world = await openIdentityWorld({ settings: { identityPools: { sts: { url: sts.url } } } });
  const users = await world.userPool();
  const poolId = await world.identityPool({
    AllowUnauthenticatedIdentities: true,
    CognitoIdentityProviders: [users.provider],
  });
  return {
    ...{ sts, world, users, poolId },
    roles: (Roles: Record<string, string>, call = {}) =>
      world.id('SetIdentityPoolRoles', { IdentityPoolId: poolId, Roles }, call),
    async credentials(Logins: Readonly<Record<string, string>> = {}) {
      const { IdentityId } = await world.id('GetId', { IdentityPoolId: poolId, Logins });
      return world.id('GetCredentialsForIdentity', { IdentityId: IdentityId!, Logins });
    },
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]();
      await sts[Symbol.asyncDispose]();
    },
  };
}

suite('roles of another token service', () => {
  test('are refused while our own gives the credentials', async () => {
    await using world = await openIdentityWorld();
    const IdentityPoolId = await world.identityPool();
    const set = (role: string) => world.id('SetIdentityPoolRoles', { IdentityPoolId, Roles: { authenticated: role } });
    for (const role of [minio, ceph, cephAccount]) {
      await assert.rejects(set(role), refusal('InvalidParameterException', /is not the ARN of an IAM role/));
    }
    await assert.rejects(set(aws), refusal('NotAuthorizedException', `Access to Role '${aws}' is forbidden.`));
  });

  test('are taken once it gives them, and are not looked for here; what is no role is still refused', async () => {
    await using it = await opened();
    for (const wrong of [
      'arn:aws:iam:::user/readers-of-it',
      'arn:aws:s3:::role/readers-of-it',
      'arn:minio:iam::1:role/readers',
      'arn:minio:s3:::role/readers-of-it',
      `${ceph} and more`,
    ]) {
      await assert.rejects(it.roles({ authenticated: wrong }), refusal('InvalidParameterException'), wrong);
    }
    for (const role of [minio, 'arn:minio:iam:eu-west-1::role/readers', ceph, cephAccount, aws]) {
      await it.roles({ authenticated: role });
      const { Roles } = await it.world.id('GetIdentityPoolRoles', { IdentityPoolId: it.poolId });
      assert.deepEqual(Roles, { authenticated: role });
    }
  });

  test('are given only by whoever may pass them', async () => {
    await using it = await opened();
    const { account } = it.world;
    const may = (resource: string) => account.user('eve', policy(allow('iam:PassRole', resource)));
    const principal = await may('arn:aws:iam::123456789012:role/*');
    await it.roles({ authenticated: aws }, { principal });
    for (const role of [ceph, minio]) {
      await assert.rejects(
        it.roles({ authenticated: aws, unauthenticated: role }, { principal }),
        refusal('NotAuthorizedException', `Access to Role '${role}' is forbidden.`),
      );
    }
    const bob = await account.user('bob', policy(allow('iam:PassRole', 'arn:*:iam:::role/*')));
    await it.roles({ authenticated: minio, unauthenticated: ceph }, { principal: bob });
  });
});

suite('GetCredentialsForIdentity with another token service', () => {
  test('answers its credentials as they are, for the role that the pool chooses', async () => {
    await using it = await opened();
    await it.roles({ authenticated: minio });
    const ada = await it.world.reader(it.users, 'ada');
    const { IdentityId, Credentials } = await it.credentials(ada.logins);
    const { SecretAccessKey: SecretKey, ...rest } = foreignCredentials;
    const { Expiration, ...credentials } = Credentials!;
    assert.deepEqual(credentials, { ...rest, SecretKey });
    assert.ok(Expiration! > new Date());
    const [{ WebIdentityToken = '', ...form }] = it.sts.forms as [Record<string, string>];
    assert.deepEqual(form, {
      Action: 'AssumeRoleWithWebIdentity',
      Version: '2011-06-15',
      RoleArn: minio,
      RoleSessionName: 'CognitoIdentityCredentials',
      DurationSeconds: '3600',
    });
    const { identityTokens } = it.world.services;
    assert.equal(decodeJwt(WebIdentityToken)!.header['alg'], 'RS512');
    const claims = (await identityTokens.verify(WebIdentityToken))!;
    assert.deepEqual(
      [claims['iss'], claims['aud'], claims['sub'], claims['amr']],
      [
        identityTokens.issuer,
        it.poolId,
        IdentityId,
        ['authenticated', it.users.key, `${it.users.key}:CognitoSignIn:${ada.sub}`],
      ],
    );
    assert.equal(Number(claims['exp']) - Number(claims['iat']), 600);
  });

  test('narrows guests: as AWS does where the role is AWS’s, and to S3 where the service knows nothing else', async () => {
    await using it = await opened();
    for (const role of [minio, ceph, cephAccount]) {
      await it.roles({ unauthenticated: role });
      await it.credentials();
      const { Policy = '', ...form } = it.sts.forms.at(-1)!;
      const { Statement } = JSON.parse(Policy) as { Statement: object[] };
      assert.deepEqual(Statement, [{ Effect: 'Allow', Action: ['s3:*'], Resource: 'arn:aws:s3:::*' }]);
      assert.equal(form['PolicyArns.member.1.arn'], undefined);
    }
    await it.roles({ unauthenticated: aws });
    await it.credentials();
    const { Policy = '', ...form } = it.sts.forms.at(-1)!;
    assert.match(Policy, /"dynamodb:\*"/);
    assert.ok(Policy.length <= 2_048, 'AWS takes no longer one');
    assert.match(form['PolicyArns.member.1.arn']!, /AmazonCognitoUnAuthedIdentitiesSessionPolicy$/);
  });

  test('asks nobody for an identity that gets no role, or a role it may not choose', async () => {
    await using it = await opened();
    await assert.rejects(it.credentials(), refusal('InvalidIdentityPoolConfigurationException'));
    await it.roles({ authenticated: minio });
    const { logins } = await it.world.reader(it.users, 'ada');
    const { IdentityId } = await it.world.id('GetId', { IdentityPoolId: it.poolId, Logins: logins });
    const asked = { IdentityId: IdentityId!, Logins: logins, CustomRoleArn: ceph };
    await assert.rejects(it.world.id('GetCredentialsForIdentity', asked), refusal('NotAuthorizedException'));
    assert.equal(it.sts.forms.length, 0);
  });

  test('says which of two it was: a refusal, or a service out of reach', async () => {
    await using it = await opened();
    await it.roles({ unauthenticated: minio });
    it.sts.answer = (response) => response.writeHead(403).end();
    await assert.rejects(it.credentials(), refusal('InvalidIdentityPoolConfigurationException'));
    it.sts.answer = (response) => response.writeHead(502).end();
    await assert.rejects(it.credentials(), refusal('ExternalServiceException'));
  });
});
