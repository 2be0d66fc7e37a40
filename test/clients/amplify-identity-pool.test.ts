import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Amplify } from 'aws-amplify';
import { fetchAuthSession, signIn, signOut } from 'aws-amplify/auth';
import { cognitoCredentialsProvider, cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { openPlace, password, type Place } from '../wire/identity-pools/place.ts';

/*
 * Amplify keeps one configuration for the whole process, so these tests run one after the other. It is told the pools and
 * the address of the server: what an app would change, and nothing else.
 */
const kept = new Map<string, string>();
cognitoUserPoolsTokenProvider.setKeyValueStorage({
  getItem: async (key: string) => kept.get(key) ?? null,
  setItem: async (key: string, value: string) => void kept.set(key, value),
  removeItem: async (key: string) => void kept.delete(key),
  clear: async () => kept.clear(),
});

async function configured({ scene, UserPoolId, ClientId, IdentityPoolId }: Place, allowGuestAccess = true) {
  const { url } = scene.server;
  const Cognito = {
    ...{ userPoolId: UserPoolId, userPoolClientId: ClientId, userPoolEndpoint: url },
    ...{ identityPoolId: IdentityPoolId, identityPoolEndpoint: url, allowGuestAccess },
  };
  Amplify.configure({ Auth: { Cognito } });
  kept.clear();
  await cognitoCredentialsProvider.clearCredentialsAndIdentityId();
}
const sessionOf = (role: string) => `arn:aws:sts::000000000000:assumed-role/${role}/CognitoIdentityCredentials`;

/** What Amplify gives an app, and who AWS says the app is. */
async function session(place: Place, options: Parameters<typeof fetchAuthSession>[0] = {}) {
  const { credentials, identityId, userSub } = await fetchAuthSession(options);
  return { arn: await place.who(credentials!), identityId, userSub, credentials };
}

suite('aws-amplify with an identity pool', { concurrency: false }, () => {
  test('gives a guest an identity and credentials, the same ones as long as they last', async () => {
    await using place = await openPlace();
    await configured(place);
    const first = await session(place);
    assert.equal(first.arn, sessionOf('guest'));
    assert.match(first.identityId!, /^us-east-1:[0-9a-f-]{36}$/);
    assert.equal(first.userSub, undefined);
    assert.ok(first.credentials!.expiration!.getTime() - Date.now() > 3_500_000);
    assert.deepEqual((await fetchAuthSession()).credentials, first.credentials);
    const renewed = await session(place, { forceRefresh: true });
    assert.equal(renewed.identityId, first.identityId);
    assert.notEqual(renewed.credentials!.accessKeyId, first.credentials!.accessKeyId);
  });

  test('keeps the guest’s identity when the guest signs in, and leads the user to it from then on', async () => {
    await using place = await openPlace();
    await configured(place);
    const guest = await session(place);
    await place.newUser('ada');
    await signIn({ username: 'ada', password });
    const user = await session(place);
    assert.equal(user.identityId, guest.identityId);
    assert.equal(user.arn, sessionOf('reader'));
    assert.ok(user.userSub);
    await signOut();
    const next = await session(place);
    assert.equal(next.arn, sessionOf('guest'));
    assert.notEqual(next.identityId, guest.identityId);
    await signIn({ username: 'ada', password });
    // The new guest's identity gives way to the one that ada has.
    assert.equal((await session(place)).identityId, guest.identityId);
    await signOut();
  });

  test('gives a user credentials without any guest before', async () => {
    await using place = await openPlace({ AllowUnauthenticatedIdentities: false });
    await configured(place, false);
    await place.newUser('ada');
    assert.equal((await fetchAuthSession()).credentials, undefined);
    await signIn({ username: 'ada', password });
    const user = await session(place);
    assert.equal(user.arn, sessionOf('reader'));
    const { Logins } = await place.identityPools.describeIdentity({ IdentityId: user.identityId });
    assert.deepEqual(Logins, [place.key]);
    await signOut();
  });

  test('is told why there are none: guests are off, or the pool has no role', async () => {
    await using place = await openPlace({ AllowUnauthenticatedIdentities: false });
    await configured(place);
    await assert.rejects(fetchAuthSession(), {
      name: 'NotAuthorizedException',
      message: 'Unauthenticated access is not supported for this identity pool.',
    });
    await place.setRoles({});
    await place.newUser('ada');
    await signIn({ username: 'ada', password });
    await assert.rejects(fetchAuthSession({ forceRefresh: true }), {
      name: 'InvalidIdentityPoolConfigurationException',
      message: 'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
    });
    await signOut().catch(() => undefined);
  });
});
