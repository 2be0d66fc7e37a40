import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { decodeJwt } from '#crypto/jwt.ts';
import { secretHash } from '#crypto/secret-hash.ts';
import { refusal } from '../../../../test/support/refusal.ts';
import { openWorld, type World } from '../../../../test/support/world.ts';

const password = 'Correct-Horse-9!';
const flows = {
  ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] as (
    | 'ALLOW_USER_PASSWORD_AUTH'
    | 'ALLOW_REFRESH_TOKEN_AUTH'
  )[],
};
const rotating = (RetryGracePeriodSeconds: number) => ({
  ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH' as const],
  RefreshTokenRotation: { Feature: 'ENABLED' as const, RetryGracePeriodSeconds },
});

async function signedIn(world: World, client: Parameters<World['pool']>[1] = flows) {
  const made = await world.pool({}, client);
  await world.run('AdminCreateUser', { UserPoolId: made.poolId, Username: 'ada', MessageAction: 'SUPPRESS' });
  await world.run('AdminSetUserPassword', {
    UserPoolId: made.poolId,
    Username: 'ada',
    Password: password,
    Permanent: true,
  });
  return { ...made, ...(await signIn(world, made)) };
}

async function signIn(world: World, { clientId, secret }: { clientId: string; secret: string | undefined }) {
  const { AuthenticationResult } = await world.run('InitiateAuth', {
    ClientId: clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: {
      USERNAME: 'ada',
      PASSWORD: password,
      ...(secret && { SECRET_HASH: secretHash(secret, 'ada', clientId) }),
    },
  });
  const { AccessToken, IdToken, RefreshToken } = AuthenticationResult!;
  return { access: AccessToken!, id: IdToken!, refresh: RefreshToken! };
}

const refreshed = async (world: World, ClientId: string, RefreshToken: string, ClientSecret?: string) =>
  (await world.run('GetTokensFromRefreshToken', { ClientId, RefreshToken, ...(ClientSecret && { ClientSecret }) }))
    .AuthenticationResult!;
const byFlow = (world: World, ClientId: string, REFRESH_TOKEN: string, more: Record<string, string> = {}) =>
  world.run('InitiateAuth', { ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN, ...more } });
const claims = (token: string) => decodeJwt(token)!.claims;
const invalid = refusal('NotAuthorizedException', 'Invalid Refresh Token');
const revoked = refusal('NotAuthorizedException', 'Refresh Token has been revoked');

suite('refreshing', () => {
  // ledger: GetTokensFromRefreshToken honoured — today’s attributes and groups, the sign-in’s auth_time and origin_jti
  test('gives new tokens of the same sign-in, with today’s attributes and groups', async () => {
    await using world = await openWorld();
    const { poolId, clientId, access, refresh } = await signedIn(world);
    await world.run('AdminUpdateUserAttributes', {
      UserPoolId: poolId,
      Username: 'ada',
      UserAttributes: [{ Name: 'name', Value: 'Ada' }],
    });
    await world.run('CreateGroup', { UserPoolId: poolId, GroupName: 'paid' });
    await world.run('AdminAddUserToGroup', { UserPoolId: poolId, Username: 'ada', GroupName: 'paid' });
    world.clock.advance(60_000);
    const result = await refreshed(world, clientId, refresh);
    const [before, after, id] = [claims(access), claims(result.AccessToken!), claims(result.IdToken!)];
    assert.equal(after['origin_jti'], before['origin_jti']);
    assert.equal(after['auth_time'], before['auth_time']);
    assert.notEqual(after['jti'], before['jti']);
    assert.equal(after['iat'], Number(before['iat']) + 60);
    assert.deepEqual(after['cognito:groups'], ['paid']);
    assert.equal(id['name'], 'Ada');
    assert.equal(result.RefreshToken, undefined);
  });

  // ledger: GetTokensFromRefreshToken.RefreshToken differs — this server's own sealed text in three parts, where AWS's is a JWE in five; both are opaque
  test('takes a refresh token that is opaque and fits AWS’s pattern', async () => {
    await using world = await openWorld();
    const { refresh, access } = await signedIn(world);
    assert.match(refresh, /^[A-Za-z0-9-_=.]+$/);
    assert.equal(decodeJwt(refresh), undefined);
    assert.ok(!Buffer.from(refresh.split('.').at(-1)!, 'base64url').includes(String(claims(access)['origin_jti'])));
  });

  test('by the flow, under both of its names', async () => {
    await using world = await openWorld();
    const { clientId, refresh } = await signedIn(world);
    for (const AuthFlow of ['REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN'] as const) {
      const result = await world.run('InitiateAuth', {
        ClientId: clientId,
        AuthFlow,
        AuthParameters: { REFRESH_TOKEN: refresh },
      });
      assert.ok(result.AuthenticationResult?.AccessToken);
    }
  });

  test('refuses what is no refresh token: garbage, an altered one, an access token', async () => {
    await using world = await openWorld();
    const { clientId, refresh, access } = await signedIn(world);
    const altered = refresh.slice(0, -3) + (refresh.endsWith('AAA') ? 'BBB' : 'AAA');
    for (const token of ['garbage', altered, access]) await assert.rejects(refreshed(world, clientId, token), invalid);
  });

  test('refuses another client’s and another pool’s token', async () => {
    await using world = await openWorld();
    const { poolId, refresh } = await signedIn(world);
    const other = await world.run('CreateUserPoolClient', { UserPoolId: poolId, ClientName: 'other' });
    await assert.rejects(refreshed(world, other.UserPoolClient!.ClientId!, refresh), invalid);
    const elsewhere = await signedIn(world);
    await assert.rejects(refreshed(world, elsewhere.clientId, refresh), invalid);
  });

  test('refuses an expired token', async () => {
    await using world = await openWorld();
    const { clientId, refresh } = await signedIn(world);
    world.clock.advance(30 * 86_400_000 - 1);
    assert.ok(await refreshed(world, clientId, refresh));
    world.clock.advance(1);
    await assert.rejects(
      refreshed(world, clientId, refresh),
      refusal('NotAuthorizedException', 'Refresh Token has expired'),
    );
  });

  test('shortly before the refresh token ends gives access tokens that are good for as long as they say', async () => {
    await using world = await openWorld();
    const hours = { RefreshTokenValidity: 1, TokenValidityUnits: { RefreshToken: 'hours' as const } };
    const { clientId, refresh } = await signedIn(world, { ...flows, ...hours });
    world.clock.advance(59 * 60_000);
    const AccessToken = (await refreshed(world, clientId, refresh)).AccessToken!;
    world.clock.advance(59 * 60_000);
    await world.store.sweep(world.clock.now());
    assert.ok(await world.run('GetUser', { AccessToken }));
    world.clock.advance(60_000);
    await assert.rejects(
      world.run('GetUser', { AccessToken }),
      refusal('NotAuthorizedException', 'Access Token has expired'),
    );
  });

  // ledger: GlobalSignOut differs — the token of a deleted user is answered UserNotFoundException as everywhere else, which AWS does not declare here
  test('says what became of a disabled and a deleted user, whichever token is presented', async () => {
    await using world = await openWorld();
    const { poolId, clientId, secret, refresh, access } = await signedIn(world);
    const both = async (expected: ReturnType<typeof refusal>) => {
      await assert.rejects(refreshed(world, clientId, refresh), expected);
      await assert.rejects(world.run('GetUser', { AccessToken: access }), expected);
    };
    await world.run('AdminDisableUser', { UserPoolId: poolId, Username: 'ada' });
    await both(refusal('NotAuthorizedException', 'User is disabled.'));
    await world.run('AdminEnableUser', { UserPoolId: poolId, Username: 'ada' });
    await both(refusal('NotAuthorizedException', /has been revoked$/));
    await signIn(world, { clientId, secret });
    await world.run('AdminDeleteUser', { UserPoolId: poolId, Username: 'ada' });
    const gone = refusal('UserNotFoundException', 'User does not exist.');
    await both(gone);
    await assert.rejects(world.run('GlobalSignOut', { AccessToken: access }), gone);
  });

  // ledger: GetTokensFromRefreshToken.ClientSecret honoured — any of the client’s secrets
  test('asks a client with a secret for it, whichever way it refreshes', async () => {
    await using world = await openWorld();
    const { clientId, secret, refresh, access } = await signedIn(world, { ...flows, GenerateSecret: true });
    await assert.rejects(refreshed(world, clientId, refresh), refusal('NotAuthorizedException'));
    await assert.rejects(
      refreshed(world, clientId, refresh, `${secret!.slice(0, -1)}!`.replace('!', 'A')),
      refusal('NotAuthorizedException'),
    );
    assert.ok(await refreshed(world, clientId, refresh, secret));
    for (const token of [refresh, 'made-up']) {
      await assert.rejects(
        byFlow(world, clientId, token),
        refusal('NotAuthorizedException', /SECRET_HASH was not received/),
      );
    }
    await assert.rejects(
      byFlow(world, clientId, refresh, { SECRET_HASH: secretHash(secret!, 'eve', clientId) }),
      refusal('NotAuthorizedException', /Unable to verify/),
    );
    for (const name of ['ada', String(claims(access)['sub'])]) {
      assert.ok(
        (await byFlow(world, clientId, refresh, { SECRET_HASH: secretHash(secret!, name, clientId) }))
          .AuthenticationResult,
      );
    }
  });
});

suite('rotation', () => {
  test('replaces the refresh token, and the old one is refused afterwards', async () => {
    await using world = await openWorld();
    const { clientId, refresh } = await signedIn(world, rotating(0));
    const first = await refreshed(world, clientId, refresh);
    assert.ok(first.RefreshToken);
    await assert.rejects(refreshed(world, clientId, refresh), refusal('RefreshTokenReuseException'));
    assert.ok(await refreshed(world, clientId, first.RefreshToken));
  });

  test('keeps the old token good during the grace period only', async () => {
    await using world = await openWorld();
    const { clientId, refresh } = await signedIn(world, rotating(30));
    const first = await refreshed(world, clientId, refresh);
    world.clock.advance(29_000);
    const retry = await refreshed(world, clientId, refresh);
    assert.ok(await refreshed(world, clientId, retry.RefreshToken!));
    await assert.rejects(
      refreshed(world, clientId, refresh),
      refusal('RefreshTokenReuseException'),
      'two generations back',
    );
    world.clock.advance(31_000);
    await assert.rejects(refreshed(world, clientId, first.RefreshToken!), refusal('RefreshTokenReuseException'));
  });

  // ledger: CreateUserPoolClient.RefreshTokenRotation honoured — with AWS’s grace period; a token used again after it is refused, and its successors stay good
  test('lets one of ten simultaneous requests win when there is no grace', async () => {
    await using world = await openWorld();
    const { clientId, refresh } = await signedIn(world, rotating(0));
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => refreshed(world, clientId, refresh)));
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
  });

  test('does not prolong the sign-in: the new token ends when the first would have', async () => {
    await using world = await openWorld();
    const { clientId, refresh } = await signedIn(world, rotating(0));
    world.clock.advance(29 * 86_400_000);
    const { RefreshToken } = await refreshed(world, clientId, refresh);
    world.clock.advance(86_400_000);
    await assert.rejects(
      refreshed(world, clientId, RefreshToken!),
      refusal('NotAuthorizedException', 'Refresh Token has expired'),
    );
  });
});

suite('revoking', () => {
  const gone = refusal('NotAuthorizedException', 'Access Token has been revoked');

  // ledger: RevokeToken honoured — the sign-in’s refresh token and its access tokens; a token that is no longer good is no error
  test('a refresh token takes its access tokens with it, and no other sign-in', async () => {
    await using world = await openWorld();
    const first = await signedIn(world);
    const second = await signIn(world, first);
    await world.run('RevokeToken', { ClientId: first.clientId, Token: first.refresh });
    await assert.rejects(refreshed(world, first.clientId, first.refresh), revoked);
    await assert.rejects(world.run('GetUser', { AccessToken: first.access }), gone);
    assert.ok(await world.run('GetUser', { AccessToken: second.access }));
    assert.deepEqual(
      await world.run('RevokeToken', { ClientId: first.clientId, Token: first.refresh }),
      {},
      'again changes nothing',
    );
    assert.deepEqual(await world.run('RevokeToken', { ClientId: first.clientId, Token: 'garbage' }), {});
  });

  // ledger: RevokeToken.RevokeAssociatedSessions refused — LINKED, since there are no sessions of hosted login to be linked
  test('refuses sessions that are linked, of which there are none', async () => {
    await using world = await openWorld();
    const { clientId, refresh } = await signedIn(world);
    const revoke = (RevokeAssociatedSessions: 'LINKED' | 'NONE') =>
      world.run('RevokeToken', { ClientId: clientId, Token: refresh, RevokeAssociatedSessions });
    await assert.rejects(revoke('LINKED'), refusal('InvalidParameterException', /LINKED is not supported/));
    assert.ok(await refreshed(world, clientId, refresh), 'nothing was revoked');
    await revoke('NONE');
    await assert.rejects(refreshed(world, clientId, refresh), revoked);
  });

  test('refuses access tokens, a wrong secret, another client and a client without revocation', async () => {
    await using world = await openWorld();
    const { poolId, clientId, secret, access, refresh } = await signedIn(world, { ...flows, GenerateSecret: true });
    await assert.rejects(
      world.run('RevokeToken', { ClientId: clientId, Token: refresh }),
      refusal('UnauthorizedException'),
    );
    await assert.rejects(
      world.run('RevokeToken', { ClientId: clientId, ClientSecret: secret!, Token: access }),
      refusal('UnsupportedTokenTypeException'),
    );
    const other = await world.run('CreateUserPoolClient', { UserPoolId: poolId, ClientName: 'other' });
    await assert.rejects(
      world.run('RevokeToken', { ClientId: other.UserPoolClient!.ClientId!, Token: refresh }),
      refusal('UnauthorizedException'),
    );
    const fixed = await world.run('CreateUserPoolClient', {
      UserPoolId: poolId,
      ClientName: 'fixed',
      EnableTokenRevocation: false,
    });
    await assert.rejects(
      world.run('RevokeToken', { ClientId: fixed.UserPoolClient!.ClientId!, Token: refresh }),
      refusal('UnsupportedOperationException'),
    );
    assert.ok(await refreshed(world, clientId, refresh, secret));
  });

  // ledger: GlobalSignOut honoured — refused tokens wherever one is presented; those who only check signatures accept them until they expire, as on AWS
  test('signing out everywhere revokes every token of the user and leaves others alone', async () => {
    await using world = await openWorld();
    const first = await signedIn(world);
    const second = await signIn(world, first);
    await world.run('GlobalSignOut', { AccessToken: first.access });
    for (const { access, refresh } of [first, second]) {
      await assert.rejects(world.run('GetUser', { AccessToken: access }), gone);
      await assert.rejects(refreshed(world, first.clientId, refresh), revoked);
    }
    await assert.rejects(world.run('GlobalSignOut', { AccessToken: first.access }), gone);
    assert.ok(await world.run('GetUser', { AccessToken: (await signIn(world, first)).access }));
  });

  // ledger: CreateUserPoolClient.EnableTokenRevocation honoured — without it there is no origin_jti, and RevokeToken is refused
  test('without token revocation, signing out everywhere still ends the access tokens', async () => {
    await using world = await openWorld();
    const { access, refresh, clientId } = await signedIn(world, { ...flows, EnableTokenRevocation: false });
    await world.run('GlobalSignOut', { AccessToken: access });
    await assert.rejects(world.run('GetUser', { AccessToken: access }), gone);
    await assert.rejects(refreshed(world, clientId, refresh), revoked);
  });

  test('without token revocation too, whoever signs in again in the same second is signed in', async () => {
    await using world = await openWorld();
    const first = await signedIn(world, { ...flows, EnableTokenRevocation: false });
    await world.run('GlobalSignOut', { AccessToken: first.access });
    world.clock.advance(10);
    const second = await signIn(world, first);
    assert.equal((await world.run('GetUser', { AccessToken: second.access })).Username, 'ada');
    await assert.rejects(world.run('GetUser', { AccessToken: first.access }), gone);
    await world.run('GlobalSignOut', { AccessToken: second.access });
    await assert.rejects(world.run('GetUser', { AccessToken: second.access }), gone);
  });
});

suite('an access token', () => {
  test('is refused when expired, forged, an ID token, of a deleted pool or of a deleted client', async () => {
    await using world = await openWorld();
    const { poolId, clientId, access, id } = await signedIn(world);
    const [header, payload, signature] = access.split('.') as [string, string, string];
    const forgedPayload = Buffer.from(JSON.stringify({ ...claims(access), username: 'eve' })).toString('base64url');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    const bad = refusal('NotAuthorizedException', 'Invalid Access Token');
    for (const token of [`${header}.${forgedPayload}.${signature}`, unsigned, 'a.b.c', 'garbage', id]) {
      await assert.rejects(world.run('GetUser', { AccessToken: token }), bad);
    }
    world.clock.advance(3_600_000);
    await assert.rejects(
      world.run('GetUser', { AccessToken: access }),
      refusal('NotAuthorizedException', 'Access Token has expired'),
    );
    const next = await signIn(world, { clientId, secret: undefined });
    await world.run('DeleteUserPoolClient', { UserPoolId: poolId, ClientId: clientId });
    await assert.rejects(world.run('GetUser', { AccessToken: next.access }), bad);
    await world.run('DeleteUserPool', { UserPoolId: poolId });
    await assert.rejects(world.run('GetUser', { AccessToken: next.access }), bad);
  });

  test('survives a rotation of the pool’s keys, which sign ten minutes after they are published', async () => {
    await using world = await openWorld();
    const { poolId, clientId, access } = await signedIn(world);
    const { signingKeys, directory } = world.services;
    const fresh = await signingKeys.generate(poolId);
    await world.store.write((stores) => signingKeys.rotate(stores, poolId, fresh, world.clock.now() + 7_200_000));
    directory.forget();
    assert.equal((await signingKeys.jwks(poolId)).length, 4);
    assert.ok(await world.run('GetUser', { AccessToken: access }));
    const kidNow = async () => decodeJwt((await signIn(world, { clientId, secret: undefined })).access)!.header['kid'];
    const before = decodeJwt(access)!.header['kid'];
    world.clock.advance(10 * 60_000 - 1);
    assert.equal(await kidNow(), before, 'verifiers may not have read the new keys yet');
    world.clock.advance(1);
    assert.notEqual(await kidNow(), before);
    assert.ok(await world.run('GetUser', { AccessToken: access }));
    world.clock.advance(7_200_000);
    assert.equal((await signingKeys.jwks(poolId)).length, 2, 'though this server still remembers the old ones');
    await world.store.sweep(world.clock.now());
    directory.forget();
    assert.equal((await signingKeys.jwks(poolId)).length, 2);
  });

  test('and the ID token of one sign-in are signed by different keys', async () => {
    await using world = await openWorld();
    const { access, id } = await signedIn(world);
    assert.notEqual(decodeJwt(access)!.header['kid'], decodeJwt(id)!.header['kid']);
    assert.deepEqual(Object.keys(decodeJwt(access)!.header), ['kid', 'alg']);
  });
});
