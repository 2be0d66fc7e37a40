import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { CognitoIdentity } from '@aws-sdk/client-cognito-identity';
import { fromCognitoIdentityPool } from '@aws-sdk/credential-providers';
import { SignatureV4 } from '@smithy/signature-v4';
import { altered } from '../../support/altered.ts';
import { NodeSha256 } from '../../support/node-sha256.ts';
import type { Keys } from '../sts/scene.ts';
import { openPlace, type Place } from './place.ts';

/** A place with a reader's credentials, which may list the identity pools. */
async function opened() {
  const place = await openPlace();
  const { logins } = await place.reader('ada');
  const { IdentityPoolId: identityPoolId, options } = place;
  const provider = (more: object = {}) =>
    fromCognitoIdentityPool({ identityPoolId, clientConfig: options(), logins, ...more })();
  const keys: Keys = await provider();
  const list = async (own: Keys, more: object = {}) => {
    const client = new CognitoIdentity({ ...options(own), ...more });
    try {
      return (await client.listIdentityPools({ MaxResults: 5 })).IdentityPools!.length;
    } finally {
      client.destroy();
    }
  };
  return { place, provider, keys, list, [Symbol.asyncDispose]: () => place[Symbol.asyncDispose]() };
}
const invalid = {
  ...{ name: 'UnrecognizedClientException', message: 'The security token included in the request is invalid.' },
};

/** A signed call, written out so that it can be changed afterwards. */
async function signed({ scene }: Place, credentials: Keys) {
  const { protocol, hostname, port, host } = new URL(scene.server.url);
  const signer = new SignatureV4({
    ...{ credentials: credentials as Required<Keys>, region: 'us-east-1', service: 'cognito-identity' },
    ...{ sha256: NodeSha256, applyChecksum: false },
  });
  const body = '{"MaxResults": 5}';
  const target = 'AWSCognitoIdentityService.ListIdentityPools';
  const { headers } = await signer.sign({
    ...{ method: 'POST', protocol, hostname, port: Number(port), path: '/', query: {}, body },
    headers: { host, 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
  });
  const { host: _, ...own } = headers;
  return { body, headers: own };
}
async function answer({ scene }: Place, { body, headers }: Awaited<ReturnType<typeof signed>>) {
  const got = await fetch(scene.server.url, { method: 'POST', headers, body });
  const { __type = 'answered' } = (await got.json()) as { __type?: string };
  return __type;
}

suite('credentials of an identity pool are refused', () => {
  test('without their session token, with an altered one, and with that of other credentials', async () => {
    await using it = await opened();
    const { keys } = it;
    const other = await it.provider();
    const { accessKeyId, secretAccessKey, sessionToken = '' } = keys;
    for (const wrong of [
      { accessKeyId, secretAccessKey },
      { ...keys, sessionToken: altered(sessionToken) },
      { ...keys, sessionToken: other.sessionToken },
      { ...keys, accessKeyId: other.accessKeyId },
    ]) {
      await assert.rejects(it.list(wrong), invalid);
    }
    const secret = { ...keys, secretAccessKey: other.secretAccessKey };
    await assert.rejects(it.list(secret), { name: 'InvalidSignatureException' });
    assert.equal(await it.list(keys), 1);
  });

  test('once their hour is over', async () => {
    await using it = await opened();
    await it.place.scene.server.advanceClock('59m');
    assert.equal(await it.list(it.keys), 1);
    await it.place.scene.server.advanceClock('1m');
    await assert.rejects(it.list(it.keys), {
      ...{ name: 'ExpiredTokenException', message: 'The security token included in the request is expired' },
    });
  });

  test('once their role is deleted, and the pool gives none then', async () => {
    await using it = await opened();
    const { iam } = it.place.scene;
    await iam.deleteRolePolicy({ RoleName: 'reader', PolicyName: 'rights' });
    await iam.deleteRole({ RoleName: 'reader' });
    await assert.rejects(it.list(it.keys), invalid);
    await assert.rejects(it.provider(), { name: 'InvalidIdentityPoolConfigurationException' });
  });

  test('from a clock that is more than five minutes wrong', async () => {
    await using it = await opened();
    for (const [systemClockOffset, message] of [
      [-6 * 60_000, /^Signature expired: \d{8}T\d{6}Z is now earlier than /],
      [6 * 60_000, /^Signature not yet current: \d{8}T\d{6}Z is still later than /],
    ] as const) {
      await assert.rejects(it.list(it.keys, { systemClockOffset }), { name: 'InvalidSignatureException', message });
    }
  });

  test('when the body, a signed header or the session token was changed after signing', async () => {
    await using it = await opened();
    const good = await signed(it.place, it.keys);
    assert.equal(await answer(it.place, good), 'answered');
    const changed = (more: object) => ({ ...good, headers: { ...good.headers, ...more } });
    const other = await it.provider();
    for (const [wrong, expected] of [
      [{ ...good, body: '{"MaxResults": 6}' }, 'InvalidSignatureException'],
      [changed({ 'x-amz-target': 'AWSCognitoIdentityService.CreateIdentityPool' }), 'InvalidSignatureException'],
      [changed({ 'content-type': 'application/x-amz-json-1.0' }), 'InvalidSignatureException'],
      [changed({ 'x-amz-security-token': other.sessionToken }), 'UnrecognizedClientException'],
    ] as const) {
      assert.equal(await answer(it.place, wrong as typeof good), expected);
    }
  });

  test('for what their role does not allow, and the refusal names the session', async () => {
    await using it = await opened();
    const pools = new CognitoIdentity(it.place.options(it.keys));
    const { IdentityPoolId } = it.place;
    await assert.rejects(pools.describeIdentityPool({ IdentityPoolId }), {
      name: 'AccessDeniedException',
      message: `User: arn:aws:sts::000000000000:assumed-role/reader/CognitoIdentityCredentials is not authorized to perform: cognito-identity:DescribeIdentityPool on resource: arn:aws:cognito-identity:us-east-1:000000000000:identitypool/${IdentityPoolId} because no identity-based policy allows the cognito-identity:DescribeIdentityPool action`,
    });
    pools.destroy();
  });
});

suite('a login is refused by an identity pool', () => {
  test('of another pool’s user pool, and a token of another identity pool', async () => {
    await using place = await openPlace({ DeveloperProviderName: 'login.newsletter' });
    const { identityPools, IdentityPoolId } = place;
    const other = await identityPools.createIdentityPool({
      ...{
        IdentityPoolName: 'other',
        AllowUnauthenticatedIdentities: false,
        DeveloperProviderName: 'login.newsletter',
      },
    });
    const { logins } = await place.reader('ada');
    await assert.rejects(identityPools.getId({ IdentityPoolId: other.IdentityPoolId, Logins: { ...logins } }), {
      ...{ name: 'NotAuthorizedException', message: /^Logins don't match\./ },
    });
    const vouch = (id: string | undefined) =>
      identityPools.getOpenIdTokenForDeveloperIdentity({ IdentityPoolId: id, Logins: { 'login.newsletter': 'ada' } });
    const [here, there] = [await vouch(IdentityPoolId), await vouch(other.IdentityPoolId)];
    const Logins = { 'cognito-identity.amazonaws.com': there.Token! };
    await assert.rejects(identityPools.getCredentialsForIdentity({ IdentityId: here.IdentityId, Logins }), {
      name: 'NotAuthorizedException',
      message: 'Token is not from a supported provider of this identity pool.',
    });
  });
});
