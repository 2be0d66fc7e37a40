import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { CognitoIdentity } from '@aws-sdk/client-cognito-identity';
import { fromCognitoIdentityPool, fromWebToken } from '@aws-sdk/credential-providers';
import { allow, policy, trusts } from '../../support/account.ts';
import { openScene, type Scene } from '../sts/scene.ts';
import { openReaders, type Readers } from './scene.ts';

/** What identities of the pool need in a trust policy of the other server, where their issuer is a registered provider. */
const trustsReaders = ({ server, identityPoolId }: Readers, provider: string, amr: string): string => {
  const { host } = new URL(server.url);
  return policy(
    trusts({ Federated: provider }, ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'], {
      StringEquals: { [`${host}:aud`]: identityPoolId },
      'ForAnyValue:StringLike': { [`${host}:amr`]: amr },
    }),
  );
};

/** Registers the first server's identity pools with the second, which has a role for readers and one for guests. */
async function registered(readers: Readers, other: Scene): Promise<{ reader: string; guest: string }> {
  const { OpenIDConnectProviderArn: provider = '' } = await other.iam.createOpenIDConnectProvider({
    Url: readers.server.url,
    ClientIDList: [readers.identityPoolId],
  });
  const rights = policy(allow('*'));
  return {
    reader: await other.role('readers', trustsReaders(readers, provider, 'authenticated'), rights),
    guest: await other.role('guests', trustsReaders(readers, provider, 'unauthenticated'), rights),
  };
}

/** Two servers, the second of which gives the credentials of the first one's identities. */
async function opened() {
  const other = await openScene();
  const readers = await openReaders({ identityPools: { sts: { url: other.server.url } } });
  const roles = await registered(readers, other);
  await readers.identities.setIdentityPoolRoles({
    IdentityPoolId: readers.identityPoolId,
    Roles: { authenticated: roles.reader, unauthenticated: roles.guest },
  });
  const clientConfig = { endpoint: readers.server.url, region: 'us-east-1', maxAttempts: 1 };
  return {
    ...{ other, readers, roles, clientConfig },
    provider: (logins?: Record<string, string>) =>
      fromCognitoIdentityPool({ identityPoolId: readers.identityPoolId, clientConfig, ...(logins && { logins }) }),
    async [Symbol.asyncDispose]() {
      await readers[Symbol.asyncDispose]();
      await other[Symbol.asyncDispose]();
    },
  };
}

const misconfigured = { name: 'InvalidIdentityPoolConfigurationException' };

suite('a second server as the token service of the first', () => {
  test('refuses whom its role does not trust, or whose pool its provider does not name', async () => {
    await using it = await opened();
    const { readers, other, roles } = it;
    const logins = { [readers.provider]: await readers.idToken() };
    const roleFor = (authenticated: string) =>
      readers.identities.setIdentityPoolRoles({ IdentityPoolId: readers.identityPoolId, Roles: { authenticated } });
    await roleFor(roles.guest);
    await assert.rejects(it.provider(logins)(), misconfigured);
    await roleFor('arn:aws:iam::000000000000:role/nowhere');
    await assert.rejects(it.provider(logins)(), misconfigured);

    await roleFor(roles.reader);
    const { OpenIDConnectProviderList: [found] = [] } = await other.iam.listOpenIDConnectProviders({});
    const change = { OpenIDConnectProviderArn: found!.Arn, ClientID: readers.identityPoolId };
    await other.iam.removeClientIDFromOpenIDConnectProvider(change);
    await assert.rejects(it.provider(logins)(), misconfigured);
    await other.iam.addClientIDToOpenIDConnectProvider(change);
    assert.ok(await it.provider(logins)());
  });

  test('and when it is gone, the first says so', async () => {
    await using it = await opened();
    const url = new URL(it.other.server.url);
    url.port = '1';
    await using readers = await openReaders({ identityPools: { sts: { url: url.href } } });
    const { identities, identityPoolId: IdentityPoolId } = readers;
    await identities.setIdentityPoolRoles({ IdentityPoolId, Roles: { unauthenticated: it.roles.guest } });
    const { IdentityId } = await identities.getId({ IdentityPoolId });
    await assert.rejects(identities.getCredentialsForIdentity({ IdentityId }), {
      name: 'ExternalServiceException',
      message: 'The token service could not be reached.',
    });
  });

  test('gives a reader of fromCognitoIdentityPool credentials that are good there, and nothing here', async () => {
    await using it = await opened();
    const { readers, other } = it;
    const credentials = await it.provider({ [readers.provider]: await readers.idToken() })();
    const { Arn } = await other.sts(credentials).getCallerIdentity({});
    assert.equal(Arn, 'arn:aws:sts::000000000000:assumed-role/readers/CognitoIdentityCredentials');
    const hour = credentials.expiration!.getTime() - Date.now();
    assert.ok(hour > 3_500_000 && hour <= 3_600_000);
    assert.ok(await other.iamOf(credentials).listRoles({}));

    const here = new CognitoIdentity({ ...it.clientConfig, credentials });
    await assert.rejects(here.listIdentityPools({ MaxResults: 1 }), { name: 'UnrecognizedClientException' });
    here.destroy();
  });

  test('narrows a guest of fromCognitoIdentityPool as AWS does', async () => {
    await using it = await opened();
    const credentials = await it.provider()();
    const { Arn } = await it.other.sts(credentials).getCallerIdentity({});
    assert.match(Arn!, /assumed-role\/guests\/CognitoIdentityCredentials$/);
    const there = new CognitoIdentity({ endpoint: it.other.server.url, region: 'us-east-1', credentials });
    assert.deepEqual((await there.listIdentityPools({ MaxResults: 1 })).IdentityPools, []);
    there.destroy();
    await assert.rejects(it.other.iamOf(credentials).listRoles({}), {
      name: 'AccessDenied',
      message: /because no session policy allows the iam:ListRoles action/,
    });
  });
});

test('the classic flow’s token is taken by another server’s STS, whatever the first one’s settings are', async () => {
  await using readers = await openReaders();
  await using other = await openScene();
  const { reader, guest } = await registered(readers, other);
  const webIdentityToken = await readers.poolToken();
  const clientConfig = { endpoint: other.server.url, region: 'us-east-1', maxAttempts: 1 };
  await assert.rejects(fromWebToken({ roleArn: guest, webIdentityToken, clientConfig })(), { name: 'AccessDenied' });
  const roleSessionName = 'ada';
  const credentials = await fromWebToken({ roleArn: reader, webIdentityToken, roleSessionName, clientConfig })();
  const { Arn } = await other.sts(credentials).getCallerIdentity({});
  assert.equal(Arn, 'arn:aws:sts::000000000000:assumed-role/readers/ada');
});
