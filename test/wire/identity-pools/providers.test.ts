import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { fromCognitoIdentity, fromCognitoIdentityPool, fromWebToken } from '@aws-sdk/credential-providers';
import { CognitoIdentity } from '@aws-sdk/client-cognito-identity';
import { openPlace, type Place } from './place.ts';

const sessionOf = (role: string) => `arn:aws:sts::000000000000:assumed-role/${role}/CognitoIdentityCredentials`;
/** A cache of identity ids, as browsers have one. */
function cache() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
}
const pooled = ({ IdentityPoolId, options }: Place, more: object = {}) =>
  fromCognitoIdentityPool({ identityPoolId: IdentityPoolId, clientConfig: options(), cache: cache(), ...more });

suite('fromCognitoIdentityPool', () => {
  test('gives a guest credentials, which do what the guests’ role may and nothing else', async () => {
    await using place = await openPlace();
    const provider = pooled(place);
    const credentials = await provider();
    assert.match(credentials.identityId, /^us-east-1:[0-9a-f-]{36}$/);
    assert.ok(credentials.expiration!.getTime() - Date.now() > 3_500_000);
    assert.equal(await place.who(credentials), sessionOf('guest'));
    const pools = new CognitoIdentity({ ...place.options(), credentials: provider });
    assert.equal((await pools.listIdentityPools({ MaxResults: 5 })).IdentityPools!.length, 1);
    await assert.rejects(pools.deleteIdentityPool({ IdentityPoolId: place.IdentityPoolId }), {
      name: 'AccessDeniedException',
    });
    pools.destroy();
  });

  test('keeps a guest’s identity, and forgets it when it is refused', async () => {
    await using place = await openPlace();
    const store = cache();
    const first = await pooled(place, { cache: store })();
    assert.equal((await pooled(place, { cache: store })()).identityId, first.identityId);
    assert.notEqual((await pooled(place)()).identityId, first.identityId);
    const key = `aws:cognito-identity-credentials:${place.IdentityPoolId}:ANONYMOUS`;
    assert.equal(store.kept.get(key), first.identityId);
    await place.identityPools.deleteIdentities({ IdentityIdsToDelete: [first.identityId] });
    await assert.rejects(pooled(place, { cache: store })(), {
      ...{ name: 'ResourceNotFoundException', message: `Identity '${first.identityId}' not found.` },
    });
    assert.equal(store.kept.size, 0);
    assert.notEqual((await pooled(place, { cache: store })()).identityId, first.identityId);
  });

  test('exchanges the ID token of a user pool, and leads the same user to the same identity', async () => {
    await using place = await openPlace();
    const { logins } = await place.reader('ada');
    const first = await pooled(place, { logins })();
    assert.equal(await place.who(first), sessionOf('reader'));
    const again = await pooled(place, { logins: (await place.signedIn('ada')).logins })();
    assert.equal(again.identityId, first.identityId);
    const bob = await place.reader('bob');
    assert.notEqual((await pooled(place, { logins: bob.logins })()).identityId, first.identityId);
  });

  test('asks for the login anew when credentials are renewed', async () => {
    await using place = await openPlace();
    await place.newUser('ada');
    let asked = 0;
    const logins = {
      [place.key]: async () => {
        asked++;
        return (await place.signedIn('ada')).logins[place.key]!;
      },
    };
    const provider = pooled(place, { logins });
    const [one, other] = [await provider(), await provider()];
    assert.equal(one.identityId, other.identityId);
    assert.notEqual(one.accessKeyId, other.accessKeyId);
    assert.ok(asked >= 3);
  });

  test('keeps the identity of a user whom the app names', async () => {
    await using place = await openPlace();
    const store = cache();
    const { logins } = await place.reader('ada');
    const first = await pooled(place, { logins, cache: store, userIdentifier: 'ada' })();
    const key = `aws:cognito-identity-credentials:${place.IdentityPoolId}:ada`;
    assert.equal(store.kept.get(key), first.identityId);
    const again = await pooled(place, { logins, cache: store, userIdentifier: 'ada' })();
    assert.equal(again.identityId, first.identityId);
    const bob = await place.reader('bob');
    await assert.rejects(pooled(place, { logins: bob.logins, cache: store, userIdentifier: 'ada' })(), {
      ...{ name: 'NotAuthorizedException', message: /^Logins don't match\./ },
    });
    assert.equal(store.kept.size, 0);
  });

  test('asks for one of the roles that the user’s groups give', async () => {
    await using place = await openPlace();
    const { sdk } = place.scene.server;
    const { UserPoolId } = place;
    await place.newUser('ada');
    for (const [GroupName, Precedence] of [
      ['free', 1],
      ['paid', 2],
    ] as const) {
      const RoleArn = await place.role(GroupName);
      await sdk.createGroup({ UserPoolId, GroupName, Precedence, RoleArn });
      await sdk.adminAddUserToGroup({ UserPoolId, GroupName, Username: 'ada' });
    }
    const arn = (name: string) => `arn:aws:iam::000000000000:role/${name}`;
    await place.setRoles({ authenticated: arn('reader') }, { Type: 'Token', AmbiguousRoleResolution: 'Deny' });
    const { logins } = await place.signedIn('ada');
    assert.equal(await place.who(await pooled(place, { logins })()), sessionOf('free'));
    assert.equal(await place.who(await pooled(place, { logins, customRoleArn: arn('paid') })()), sessionOf('paid'));
    await assert.rejects(pooled(place, { logins, customRoleArn: arn('guest') })(), {
      ...{ name: 'NotAuthorizedException', message: `Access to Role '${arn('guest')}' is forbidden.` },
    });
  });

  test('is told where guests are off, and where the login is no good', async () => {
    await using place = await openPlace({ AllowUnauthenticatedIdentities: false });
    await assert.rejects(pooled(place)(), {
      name: 'NotAuthorizedException',
      message: 'Unauthenticated access is not supported for this identity pool.',
    });
    const { logins } = await place.reader('ada');
    const forged = { [place.key]: `${logins[place.key]!.slice(0, -8)}AAAAAAAA` };
    await assert.rejects(pooled(place, { logins: forged })(), {
      name: 'NotAuthorizedException',
      message: "Invalid login token. Couldn't verify signed token.",
    });
    await pooled(place, { logins, accountId: '000000000000' })();
    await assert.rejects(pooled(place, { logins, accountId: '123456789012' })(), { name: 'ResourceNotFoundException' });
  });
});

suite('fromCognitoIdentity', () => {
  test('turns a guest into a user who keeps the identity', async () => {
    await using place = await openPlace();
    const guest = await pooled(place)();
    const { logins } = await place.reader('ada');
    const given = { identityId: guest.identityId, clientConfig: place.options() };
    const credentials = await fromCognitoIdentity({ ...given, logins })();
    assert.equal(await place.who(credentials), sessionOf('reader'));
    assert.equal((await pooled(place, { logins })()).identityId, guest.identityId);
    await assert.rejects(fromCognitoIdentity(given)(), {
      ...{ name: 'NotAuthorizedException', message: `Access to Identity '${guest.identityId}' is forbidden.` },
    });
  });

  test('takes a token with which the owner of the pool vouches for the user', async () => {
    await using place = await openPlace({ DeveloperProviderName: 'login.newsletter' });
    const { IdentityId: identityId = '', Token } = await place.identityPools.getOpenIdTokenForDeveloperIdentity({
      ...{ IdentityPoolId: place.IdentityPoolId, Logins: { 'login.newsletter': 'ada' } },
    });
    const logins = { 'cognito-identity.amazonaws.com': Token! };
    const given = { identityId, logins, clientConfig: place.options() };
    assert.equal(await place.who(await fromCognitoIdentity(given)()), sessionOf('reader'));
    await place.scene.server.advanceClock('16m');
    await assert.rejects(fromCognitoIdentity(given)(), {
      ...{ name: 'NotAuthorizedException', message: /^Invalid login token\. Token expired: \d+ >= \d+$/ },
    });
  });
});

suite('fromWebToken with the token of an identity pool', () => {
  const assume = (place: Place, webIdentityToken: string, name = 'reader', more: object = {}) =>
    fromWebToken({
      ...{ roleArn: `arn:aws:iam::000000000000:role/${name}`, webIdentityToken, clientConfig: place.options() },
      ...more,
    })();
  async function token(place: Place, Logins: Readonly<Record<string, string>> = {}): Promise<string> {
    const { IdentityPoolId } = place;
    const { IdentityId } = await place.identityPools.getId({ IdentityPoolId, Logins });
    return (await place.identityPools.getOpenIdToken({ IdentityId, Logins })).Token!;
  }

  test('takes any role that trusts the pool and the kind of identity, under a name of its own', async () => {
    await using place = await openPlace();
    const { logins } = await place.reader('ada');
    const own = await assume(place, await token(place, logins), 'reader', { roleSessionName: 'web' });
    assert.equal(await place.who(own), 'arn:aws:sts::000000000000:assumed-role/reader/web');
    const guest = await assume(place, await token(place), 'guest');
    assert.match(await place.who(guest), /:assumed-role\/guest\/aws-sdk-js-session-\d+$/);
    const denied = { name: 'AccessDenied', message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity' };
    await assert.rejects(assume(place, await token(place), 'reader'), denied);
    await assert.rejects(assume(place, await token(place, logins), 'none'), denied);
  });

  test('is refused once the token has expired, and when it was altered', async () => {
    await using place = await openPlace();
    const own = await token(place);
    const [header, , signature] = own.split('.');
    const claims = JSON.parse(Buffer.from(own.split('.')[1]!, 'base64url').toString()) as object;
    const better = Buffer.from(JSON.stringify({ ...claims, amr: ['authenticated'] })).toString('base64url');
    await assert.rejects(assume(place, `${header}.${better}.${signature}`), { name: 'InvalidIdentityTokenException' });
    await assume(place, own, 'guest');
    // The token lives ten minutes, and STS's clock is as the server's.
    await place.scene.server.advanceClock('16m');
    await assert.rejects(assume(place, own, 'guest'), { name: 'ExpiredTokenException' });
  });

  test('is not to be had where the classic flow is off', async () => {
    await using place = await openPlace({ AllowClassicFlow: false });
    await assert.rejects(token(place), {
      name: 'InvalidParameterException',
      message: 'Basic (classic) flow is not enabled, please use enhanced flow.',
    });
  });
});
