import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { engines } from '../../../../test/support/engines.ts';
import { sharedSecretToken, unsignedToken } from '../../../../test/support/fake-issuer.ts';
import { openIdentityWorld, type IdentityWorld } from '../../../../test/support/identity-world.ts';
import { atOnce } from '../../../../test/support/records.ts';
import { refusal } from '../../../../test/support/refusal.ts';

const notAuthorized = (message: string | RegExp) => refusal('NotAuthorizedException', message);
const noMatch = "Logins don't match. Please include at least one valid login for this identity or identity pool.";

/** A pool that takes one user pool's users, and one of them. */
async function opened(engine: keyof typeof engines = 'sqlite', settings: object = {}) {
  const world = await openIdentityWorld({ engine });
  const users = await world.userPool();
  const poolId = await world.identityPool({ CognitoIdentityProviders: [users.provider], ...settings });
  const ada = await world.reader(users, 'ada');
  const getId = (Logins?: Record<string, string>, IdentityPoolId = poolId) =>
    world.id('GetId', { IdentityPoolId, Logins });
  const count = async () => (await world.id('ListIdentities', { IdentityPoolId: poolId, MaxResults: 60 })).Identities!;
  return { world, users, poolId, ada, getId, count, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
}

const claimsIn = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());
const headerIn = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString());
const segment = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** The token with other claims and the signature it had. */
const altered = (token: string, claims: object): string => {
  const [header, , signature] = token.split('.');
  return [header, segment({ ...claimsIn(token), ...claims }), signature].join('.');
};
/** A token of the user pool that says what it never would. */
const signed = (world: IdentityWorld, poolId: string, claims: object) =>
  world.services.signingKeys.sign(poolId, 'id', { ...claims });

suite('GetId refuses', () => {
  // ledger: CreateIdentityPool.AllowUnauthenticatedIdentities honoured — without it no guest gets an identity, a token or credentials
  test('a guest where the pool has none, and makes no identity', async () => {
    await using it = await opened();
    const guests = 'Unauthenticated access is not supported for this identity pool.';
    await assert.rejects(it.getId(), notAuthorized(guests));
    await assert.rejects(it.getId({}), notAuthorized(guests));
    assert.deepEqual(await it.count(), []);
  });

  // ledger: GetId.IdentityPoolId honoured — says the region too, for nobody signs
  test('a pool that is not there, or is of another region', async () => {
    await using it = await opened();
    const unknown = 'us-east-1:00000000-0000-4000-8000-000000000000';
    await assert.rejects(
      it.getId(it.ada.logins, unknown),
      refusal('ResourceNotFoundException', `IdentityPool '${unknown}' not found.`),
    );
    const asked = it.world.id('GetId', { IdentityPoolId: it.poolId }, { region: 'eu-west-1' });
    await assert.rejects(asked, refusal('ResourceNotFoundException'));
  });

  // ledger: GetId.AccountId honoured — the pool of another account than the server's is not found
  test('the pool of another account', async () => {
    await using it = await opened();
    const asked = it.world.id('GetId', { IdentityPoolId: it.poolId, AccountId: '123456789012' });
    await assert.rejects(asked, refusal('ResourceNotFoundException'));
    await it.world.id('GetId', { IdentityPoolId: it.poolId, AccountId: '000000000000', Logins: it.ada.logins });
  });

  // ledger: GetId.Logins honoured — every token is verified, in the order of AWS's checks; one that is refused refuses the call
  test('a login of a provider that the pool does not know, also beside one that it knows', async () => {
    await using it = await opened();
    const other = await it.world.userPool();
    const eve = await it.world.reader(other, 'eve');
    await assert.rejects(it.getId(eve.logins), notAuthorized(noMatch));
    await assert.rejects(it.getId({ ...it.ada.logins, ...eve.logins }), notAuthorized(noMatch));
    await assert.rejects(it.getId({ 'accounts.google.com': it.ada.idToken }), notAuthorized(noMatch));
    assert.deepEqual(await it.count(), []);
  });

  test("the developer provider's name, which has no tokens", async () => {
    await using it = await opened('sqlite', { DeveloperProviderName: 'login.newsletter' });
    await assert.rejects(
      it.getId({ 'login.newsletter': 'ada' }),
      refusal('InvalidParameterException', 'Please provide a valid public provider'),
    );
  });

  test('a token of an identity pool', async () => {
    await using it = await opened('sqlite', { AllowUnauthenticatedIdentities: true });
    const { IdentityId } = await it.getId();
    const { Token } = await it.world.id('GetOpenIdToken', { IdentityId: IdentityId! });
    await assert.rejects(
      it.getId({ 'cognito-identity.amazonaws.com': Token! }),
      notAuthorized("Invalid login token. Can't pass in a Cognito token."),
    );
    await assert.rejects(
      it.getId({ [it.users.key]: Token! }),
      notAuthorized('Invalid login token. Not a Cognito token.'),
    );
  });

  test('what is no token', async () => {
    await using it = await opened();
    for (const token of ['x', 'a.b.c', it.ada.idToken.slice(0, -400), `${it.ada.idToken}.more`]) {
      const asked = it.getId({ [it.users.key]: token });
      await assert.rejects(asked, notAuthorized(/^Invalid login token\. (Not a valid|Couldn't verify)/), token);
    }
  });

  test('an access token, which is for no client', async () => {
    await using it = await opened();
    await assert.rejects(
      it.getId({ [it.users.key]: it.ada.accessToken }),
      notAuthorized('Invalid login token. Missing a required claim: aud'),
    );
    const claims = { ...claimsIn(it.ada.idToken), token_use: 'access' };
    await assert.rejects(
      it.getId({ [it.users.key]: await signed(it.world, it.users.poolId, claims) }),
      notAuthorized('Invalid login token. Not a valid OpenId Connect identity token.'),
    );
  });

  test("a token of another user pool under this one's name", async () => {
    await using it = await opened();
    const other = await it.world.userPool();
    const eve = await it.world.reader(other, 'eve');
    await assert.rejects(
      it.getId({ [it.users.key]: eve.idToken }),
      notAuthorized("Invalid login token. Issuer doesn't match providerName"),
    );
  });

  test("a token that another pool's key signed in this pool's name", async () => {
    await using it = await opened();
    const other = await it.world.userPool();
    await assert.rejects(
      it.getId({ [it.users.key]: await signed(it.world, other.poolId, claimsIn(it.ada.idToken)) }),
      notAuthorized("Invalid login token. Couldn't verify signed token."),
    );
  });

  test('an expired token, and says when it expired', async () => {
    await using it = await opened();
    const { exp } = claimsIn(it.ada.idToken);
    it.world.clock.advance(Number(exp) * 1_000 - it.world.clock.now() - 1);
    await it.getId(it.ada.logins);
    it.world.clock.advance(1);
    await assert.rejects(
      it.getId(it.ada.logins),
      notAuthorized(`Invalid login token. Token expired: ${String(exp)} >= ${String(exp)}`),
    );
  });

  test('a forged token: altered claims, no signature, a shared secret, a key of its own', async () => {
    await using it = await opened();
    const claims = claimsIn(it.ada.idToken);
    const [jwk] = await it.world.services.signingKeys.jwks(it.users.poolId);
    const unverified = notAuthorized("Invalid login token. Couldn't verify signed token.");
    for (const token of [
      altered(it.ada.idToken, { sub: 'eve' }),
      // The public key as the secret of an HMAC, as a verifier would take it that believes the token's `alg`.
      sharedSecretToken(claims, JSON.stringify(jwk), headerIn(it.ada.idToken)['kid']),
      [segment({ ...headerIn(it.ada.idToken), jwk }), ...it.ada.idToken.split('.').slice(1)].join('.'),
    ]) {
      await assert.rejects(it.getId({ [it.users.key]: token }), unverified);
    }
    const unsigned = notAuthorized('Invalid login token. Not a valid OpenId Connect identity token.');
    for (const token of [unsignedToken(claims), `${it.ada.idToken.split('.').slice(0, 2).join('.')}.`]) {
      await assert.rejects(it.getId({ [it.users.key]: token }), unsigned);
    }
    assert.deepEqual(await it.count(), []);
  });

  test('a token for a client that the pool does not name', async () => {
    await using it = await opened();
    const claims = { ...claimsIn(it.ada.idToken), aud: 'another-client' };
    const wrong = notAuthorized('Token is not from a supported provider of this identity pool.');
    const token = await signed(it.world, it.users.poolId, claims);
    await assert.rejects(it.getId({ [it.users.key]: token }), wrong);
    const party = { ...claimsIn(it.ada.idToken), azp: 'another-client' };
    await assert.rejects(it.getId({ [it.users.key]: await signed(it.world, it.users.poolId, party) }), wrong);
  });

  for (const claim of ['iss', 'sub', 'aud', 'exp']) {
    test(`a token without the claim ${claim}`, async () => {
      await using it = await opened();
      const { [claim]: _, ...claims } = claimsIn(it.ada.idToken);
      await assert.rejects(
        it.getId({ [it.users.key]: await signed(it.world, it.users.poolId, claims) }),
        notAuthorized(`Invalid login token. Missing a required claim: ${claim}`),
      );
    });
  }
});

suite('ServerSideTokenCheck', () => {
  const checked = async () => {
    const world = await openIdentityWorld();
    const users = await world.userPool();
    const provider = { ...users.provider, ServerSideTokenCheck: true };
    const poolId = await world.identityPool({ CognitoIdentityProviders: [provider] });
    const ada = await world.reader(users, 'ada');
    const getId = () => world.id('GetId', { IdentityPoolId: poolId, Logins: ada.logins });
    await getId();
    return { world, users, poolId, ada, getId, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
  };
  const gone = notAuthorized('Invalid login token. The user no longer exists, is disabled or has signed out.');

  // ledger: CreateIdentityPool.CognitoIdentityProviders honoured — with ServerSideTokenCheck users who are deleted, disabled or signed out are refused; of user pools elsewhere, about which this server cannot know, everybody is
  test('refuses a user who has signed out everywhere, and takes the one who signs in again', async () => {
    await using it = await checked();
    await it.world.run('GlobalSignOut', { AccessToken: it.ada.accessToken });
    await assert.rejects(it.getId(), gone);
    const { logins } = await it.world.signedIn(it.users, 'ada');
    await it.world.id('GetId', { IdentityPoolId: it.poolId, Logins: logins });
  });

  test('refuses a user who was deleted or disabled', async () => {
    await using it = await checked();
    await it.world.run('AdminDisableUser', { UserPoolId: it.users.poolId, Username: 'ada' });
    await assert.rejects(it.getId(), gone);
    await it.world.run('AdminDeleteUser', { UserPoolId: it.users.poolId, Username: 'ada' });
    await assert.rejects(it.getId(), gone);
  });

  test('is not asked where it is off: an ID token counts until it expires', async () => {
    await using it = await opened();
    await it.getId(it.ada.logins);
    await it.world.run('AdminDeleteUser', { UserPoolId: it.users.poolId, Username: 'ada' });
    await it.getId(it.ada.logins);
  });
});

for (const engine of Object.keys(engines) as (keyof typeof engines)[]) {
  suite(`identities on ${engine}`, () => {
    // ledger: GetId honoured — one identity for each user of a provider, and a new one for a guest every time
    test('a user has one identity in a pool, through whichever client of the user pool', async () => {
      await using it = await opened(engine);
      const first = await it.getId(it.ada.logins);
      assert.match(
        first.IdentityId!,
        /^us-east-1:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
      assert.deepEqual(await it.getId(it.ada.logins), first);
      const { UserPoolClient } = await it.world.run('CreateUserPoolClient', {
        UserPoolId: it.users.poolId,
        ClientName: 'other',
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      });
      const ClientId = UserPoolClient!.ClientId!;
      const both = [it.users.provider, { ...it.users.provider, ClientId }];
      await it.world.id('UpdateIdentityPool', {
        ...{ IdentityPoolId: it.poolId, IdentityPoolName: 'readers', AllowUnauthenticatedIdentities: false },
        CognitoIdentityProviders: both,
      });
      const again = await it.world.signedIn({ ...it.users, clientId: ClientId }, 'ada');
      assert.deepEqual(await it.getId(again.logins), first);
      const bob = await it.world.reader(it.users, 'bob');
      assert.notDeepEqual(await it.getId(bob.logins), first);
    });

    test('a user pool of this server goes by its issuer too, as Amplify calls it, and it is the same user', async () => {
      await using it = await opened(engine);
      const byIssuer = String(claimsIn(it.ada.idToken)['iss']).replace(/^https?:\/\//, '');
      const first = await it.getId({ ...it.ada.logins, [byIssuer]: it.ada.idToken });
      assert.deepEqual(await it.getId(it.ada.logins), first);
      assert.deepEqual(await it.getId({ [byIssuer]: it.ada.idToken }), first);
      const elsewhere = byIssuer.replace(/^[^/]+/, 'issuer.example.com');
      await assert.rejects(it.getId({ [elsewhere]: it.ada.idToken }), notAuthorized(noMatch));
      const LoginsToRemove = [byIssuer];
      await it.world.id('UnlinkIdentity', {
        ...{ IdentityId: first.IdentityId!, Logins: { [byIssuer]: it.ada.idToken }, LoginsToRemove },
      });
      assert.notDeepEqual(await it.getId(it.ada.logins), first);
      const other = await it.world.userPool();
      const eve = await it.world.reader(other, 'eve');
      const bob = await it.world.reader(it.users, 'bob');
      await assert.rejects(
        it.getId({ ...it.ada.logins, [byIssuer]: bob.idToken }),
        refusal('ResourceConflictException', 'Logins are already linked to another account'),
      );
      const foreign = String(claimsIn(eve.idToken)['iss']).replace(/^https?:\/\//, '');
      await assert.rejects(it.getId({ [foreign]: eve.idToken }), notAuthorized(noMatch));
    });

    test('a guest is a new one every time', async () => {
      await using it = await opened(engine, { AllowUnauthenticatedIdentities: true });
      assert.notDeepEqual(await it.getId(), await it.getId({}));
      assert.equal((await it.count()).length, 2);
    });

    test('twenty clients that bring the same new login at once get one identity, and one is made', async () => {
      await using it = await opened(engine);
      const results = await atOnce(20, () => it.getId(it.ada.logins));
      const ids = new Set(results.map((one) => (one.status === 'fulfilled' ? one.value.IdentityId : one.reason)));
      assert.equal(ids.size, 1, [...ids].join('\n'));
      assert.equal((await it.count()).length, 1);
    });

    test('another pool knows the same user as another identity', async () => {
      await using it = await opened(engine);
      const other = await it.world.identityPool({ CognitoIdentityProviders: [it.users.provider] });
      assert.notDeepEqual(await it.getId(it.ada.logins, other), await it.getId(it.ada.logins));
    });
  });
}
