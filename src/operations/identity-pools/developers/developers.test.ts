import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { engines } from '../../../../test/support/engines.ts';
import { openIdentityWorld, trustsPool } from '../../../../test/support/identity-world.ts';
import { atOnce } from '../../../../test/support/records.ts';
import { refusal } from '../../../../test/support/refusal.ts';

const provider = 'login.newsletter';
const noMatch = "Logins don't match. Please include at least one valid login for this identity or identity pool.";
const ownKey = 'cognito-identity.amazonaws.com';

async function opened(engine: keyof typeof engines = 'sqlite') {
  const world = await openIdentityWorld({ engine });
  const users = await world.userPool();
  const poolId = await world.identityPool({
    ...{ DeveloperProviderName: provider, CognitoIdentityProviders: [users.provider] },
    AllowUnauthenticatedIdentities: true,
  });
  const vouch = (
    user: string,
    more: Partial<Parameters<typeof world.id<'GetOpenIdTokenForDeveloperIdentity'>>[1]> = {},
  ) =>
    world.id('GetOpenIdTokenForDeveloperIdentity', {
      IdentityPoolId: poolId,
      ...more,
      Logins: { [provider]: user, ...more.Logins },
    });
  const lookup = (input: object) => world.id('LookupDeveloperIdentity', { IdentityPoolId: poolId, ...input });
  const merge = (SourceUserIdentifier: string, DestinationUserIdentifier: string) =>
    world.id('MergeDeveloperIdentities', {
      ...{ IdentityPoolId: poolId, DeveloperProviderName: provider, SourceUserIdentifier, DestinationUserIdentifier },
    });
  const unlink = (IdentityId: string, DeveloperUserIdentifier: string) =>
    world.id('UnlinkDeveloperIdentity', {
      ...{ IdentityPoolId: poolId, DeveloperProviderName: provider, IdentityId, DeveloperUserIdentifier },
    });
  const guest = async () => (await world.id('GetId', { IdentityPoolId: poolId })).IdentityId!;
  const getId = async (Logins: Readonly<Record<string, string>>) =>
    (await world.id('GetId', { IdentityPoolId: poolId, Logins: { ...Logins } })).IdentityId!;
  const listed = async () => (await world.id('ListIdentities', { IdentityPoolId: poolId, MaxResults: 60 })).Identities!;
  return {
    ...{ world, users, poolId, vouch, lookup, merge, unlink, guest, getId, listed },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

const claimsIn = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());

suite('GetOpenIdTokenForDeveloperIdentity refuses', () => {
  // ledger: GetOpenIdTokenForDeveloperIdentity.Logins honoured — the developer provider with a user id, and tokens of other providers beside it
  test('logins without the developer provider of the pool', async () => {
    await using it = await opened();
    const ada = await it.world.reader(it.users, 'ada');
    const without = it.world.id('GetOpenIdTokenForDeveloperIdentity', {
      ...{ IdentityPoolId: it.poolId, Logins: { ...ada.logins } },
    });
    await assert.rejects(without, refusal('NotAuthorizedException', noMatch));
    await assert.rejects(
      it.vouch('ada', { Logins: { 'another.developer': 'ada' } }),
      refusal('NotAuthorizedException'),
    );
    assert.deepEqual(await it.listed(), []);
  });

  test('a pool that has no developer provider', async () => {
    await using it = await opened();
    const IdentityPoolId = await it.world.identityPool();
    await assert.rejects(it.vouch('ada', { IdentityPoolId }), refusal('NotAuthorizedException', noMatch));
  });

  test('a user id that belongs to another identity', async () => {
    await using it = await opened();
    await it.vouch('ada');
    const other = await it.vouch('bob');
    await assert.rejects(
      it.vouch('ada', { IdentityId: other.IdentityId }),
      refusal(
        'DeveloperUserAlreadyRegisteredException',
        'This developer user identifier is already registered with Cognito.',
      ),
    );
  });

  // ledger: GetOpenIdTokenForDeveloperIdentity.IdentityId honoured — gets the user id; one with public logins asks for one of them
  test('to take over the identity of a public login without that login', async () => {
    await using it = await opened();
    const ada = await it.world.reader(it.users, 'ada');
    const IdentityId = await it.getId(ada.logins);
    await assert.rejects(it.vouch('ada', { IdentityId }), refusal('NotAuthorizedException', noMatch));
    const bob = await it.world.reader(it.users, 'bob');
    await assert.rejects(it.vouch('ada', { IdentityId, Logins: { ...bob.logins } }), refusal('NotAuthorizedException'));
    const taken = await it.vouch('ada', { IdentityId, Logins: { ...ada.logins } });
    assert.equal(taken.IdentityId, IdentityId);
  });

  // ledger: GetOpenIdTokenForDeveloperIdentity.IdentityPoolId honoured — a pool of the caller's region that has a developer provider
  test('an identity of another pool, or none', async () => {
    await using it = await opened();
    const other = await it.world.identityPool({ AllowUnauthenticatedIdentities: true });
    const { IdentityId } = await it.world.id('GetId', { IdentityPoolId: other });
    const unknown = 'us-east-1:00000000-0000-4000-8000-000000000000';
    for (const id of [IdentityId!, unknown]) {
      const asked = it.vouch('ada', { IdentityId: id });
      await assert.rejects(asked, refusal('ResourceNotFoundException', `Identity '${id}' not found.`));
    }
  });

  test('tags that are no session tags', async () => {
    await using it = await opened();
    const reserved = it.vouch('ada', { PrincipalTags: { 'aws:plan': 'paid' } });
    await assert.rejects(reserved, refusal('InvalidParameterException'));
    const long = it.vouch('ada', { PrincipalTags: { one: 'x'.repeat(230), two: 'x'.repeat(231) } });
    await assert.rejects(long, refusal('InvalidParameterException', /460 bytes/));
  });
});

suite('users of developers are neither merged nor unlinked', () => {
  // ledger: MergeDeveloperIdentities.DeveloperProviderName honoured — the pool's own
  // ledger: MergeDeveloperIdentities.IdentityPoolId honoured — both users are of this pool
  // ledger: UnlinkDeveloperIdentity.DeveloperProviderName honoured — the pool's own
  // ledger: UnlinkDeveloperIdentity.IdentityPoolId honoured — the identity must be of this pool
  test('under another provider’s name or in another pool', async () => {
    await using it = await opened();
    const { IdentityId } = await it.vouch('ada');
    await it.vouch('bob');
    const other = await it.world.identityPool({ DeveloperProviderName: provider });
    const users = { SourceUserIdentifier: 'ada', DestinationUserIdentifier: 'bob' };
    const unlink = { IdentityId: IdentityId!, DeveloperUserIdentifier: 'ada' };
    const named = { IdentityPoolId: it.poolId, DeveloperProviderName: 'another' };
    const wrong = refusal('InvalidParameterException', 'another is not the developer provider of this identity pool.');
    await assert.rejects(it.world.id('MergeDeveloperIdentities', { ...named, ...users }), wrong);
    await assert.rejects(it.world.id('UnlinkDeveloperIdentity', { ...named, ...unlink }), wrong);
    const abroad = { IdentityPoolId: other, DeveloperProviderName: provider };
    const missing = refusal('ResourceNotFoundException');
    await assert.rejects(it.world.id('MergeDeveloperIdentities', { ...abroad, ...users }), missing);
    await assert.rejects(it.world.id('UnlinkDeveloperIdentity', { ...abroad, ...unlink }), missing);
    assert.equal((await it.vouch('ada')).IdentityId, IdentityId);
  });
});

suite('a token of a developer', () => {
  // ledger: GetOpenIdTokenForDeveloperIdentity.TokenDuration honoured — 15 minutes unless given, up to 24 hours
  // ledger: GetOpenIdTokenForDeveloperIdentity.PrincipalTags honoured — they stand in the token, before the same tags of logins
  test('says whose it is, for 15 minutes or as long as asked', async () => {
    await using it = await opened();
    const { IdentityId, Token } = await it.vouch('ada', { PrincipalTags: { plan: 'paid' } });
    const { iat, exp, iss, ...claims } = claimsIn(Token!);
    assert.equal(Number(exp) - Number(iat), 900);
    assert.equal(iss, 'https://id.example.com');
    assert.deepEqual(claims, {
      sub: IdentityId,
      aud: it.poolId,
      amr: ['authenticated', provider, `${provider}:${it.poolId}:ada`],
      'https://cognito-identity.amazonaws.com/identity-pool-arn': `arn:aws:cognito-identity:us-east-1:000000000000:identitypool/${it.poolId}`,
      'https://aws.amazon.com/tags': { principal_tags: { plan: ['paid'] } },
    });
    const long = claimsIn((await it.vouch('ada', { TokenDuration: 86_400 })).Token!);
    assert.equal(Number(long['exp']) - Number(long['iat']), 86_400);
  });

  test('gets the credentials of the pool’s role until it expires', async () => {
    await using it = await opened();
    const role = await it.world.poolRole('reader', it.poolId, { tags: true });
    await it.world.id('SetIdentityPoolRoles', { IdentityPoolId: it.poolId, Roles: { authenticated: role.arn } });
    const { IdentityId, Token } = await it.vouch('ada', { PrincipalTags: { plan: 'paid' } });
    const credentials = () =>
      it.world.id('GetCredentialsForIdentity', { IdentityId: IdentityId!, Logins: { [ownKey]: Token! } });
    const answer = await credentials();
    assert.equal(answer.IdentityId, IdentityId);
    const who = await it.world.account.signedWith(answer.Credentials);
    assert.equal(who?.arn, 'arn:aws:sts::000000000000:assumed-role/reader/CognitoIdentityCredentials');
    assert.deepEqual(who?.session?.tags, { plan: 'paid' });
    it.world.clock.advance(900_000);
    await assert.rejects(
      credentials(),
      refusal('NotAuthorizedException', /^Invalid login token. Token expired: \d+ >= \d+$/),
    );
  });

  test('is good for its own identity in its own pool and for nobody else', async () => {
    await using it = await opened();
    const role = await it.world.account.role('reader', {
      trust: trustsPool('*').replaceAll('StringEquals', 'StringLike'),
    });
    const other = await it.world.identityPool({ DeveloperProviderName: provider });
    for (const IdentityPoolId of [it.poolId, other]) {
      await it.world.id('SetIdentityPoolRoles', { IdentityPoolId, Roles: { authenticated: role.arn } });
    }
    const ada = await it.vouch('ada');
    const bob = await it.vouch('bob');
    const abroad = await it.vouch('ada', { IdentityPoolId: other });
    const credentials = (IdentityId: string, Logins: Record<string, string>) =>
      it.world.id('GetCredentialsForIdentity', { IdentityId, Logins });
    await assert.rejects(
      credentials(bob.IdentityId!, { [ownKey]: ada.Token! }),
      refusal('NotAuthorizedException', `Access to Identity '${bob.IdentityId}' is forbidden.`),
    );
    await assert.rejects(
      credentials(ada.IdentityId!, { [ownKey]: abroad.Token! }),
      refusal('NotAuthorizedException', 'Token is not from a supported provider of this identity pool.'),
    );
    const eve = await it.world.reader(it.users, 'eve');
    await assert.rejects(
      credentials(ada.IdentityId!, { [ownKey]: ada.Token!, ...eve.logins }),
      refusal('NotAuthorizedException', noMatch),
    );
    const [header, claims, signature] = ada.Token!.split('.');
    const forged = Buffer.from(JSON.stringify({ ...claimsIn(ada.Token!), sub: bob.IdentityId })).toString('base64url');
    for (const token of [`${header}.${forged}.${signature}`, `${header}.${claims}.${'A'.repeat(342)}`]) {
      await assert.rejects(
        credentials(bob.IdentityId!, { [ownKey]: token }),
        refusal('NotAuthorizedException', "Invalid login token. Couldn't verify signed token."),
      );
    }
    await assert.rejects(
      credentials(ada.IdentityId!, { [ownKey]: 'no token' }),
      refusal('NotAuthorizedException', 'Invalid login token. Not a valid OpenId Connect identity token.'),
    );
    await credentials(ada.IdentityId!, { [ownKey]: ada.Token! });
  });

  test('is not what the classic flow gives out', async () => {
    await using it = await opened();
    const ada = await it.world.reader(it.users, 'ada');
    const IdentityId = await it.getId(ada.logins);
    const { Token } = await it.world.id('GetOpenIdToken', { IdentityId, Logins: { ...ada.logins } });
    const asked = it.world.id('GetCredentialsForIdentity', { IdentityId, Logins: { [ownKey]: Token! } });
    await assert.rejects(
      asked,
      refusal('NotAuthorizedException', "Invalid login token. Can't pass in a Cognito token."),
    );
  });

  test('is of no use for an identity that was merged into another meanwhile', async () => {
    await using it = await opened();
    const ada = await it.vouch('ada');
    await it.vouch('bob');
    await it.merge('ada', 'bob');
    const asked = it.world.id('GetCredentialsForIdentity', {
      ...{ IdentityId: ada.IdentityId!, Logins: { [ownKey]: ada.Token! } },
    });
    await assert.rejects(
      asked,
      refusal('NotAuthorizedException', `Access to Identity '${ada.IdentityId}' is forbidden.`),
    );
  });
});

for (const engine of Object.keys(engines) as (keyof typeof engines)[]) {
  suite(`developers' users on ${engine}`, () => {
    // ledger: GetOpenIdTokenForDeveloperIdentity honoured — a user id leads to one identity, which is made when it is new
    test('a user id leads to one identity, which twenty requests at once make once', async () => {
      await using it = await opened(engine);
      const results = await atOnce(20, () => it.vouch('ada'));
      const ids = new Set(results.map((one) => (one.status === 'fulfilled' ? one.value.IdentityId : one.reason)));
      assert.equal(ids.size, 1, [...ids].join('\n'));
      assert.equal((await it.listed()).length, 1);
    });

    test('a guest becomes a developer’s user and keeps its id', async () => {
      await using it = await opened(engine);
      const IdentityId = await it.guest();
      assert.equal((await it.vouch('ada', { IdentityId })).IdentityId, IdentityId);
      const described = await it.world.id('DescribeIdentity', { IdentityId });
      assert.deepEqual(described.Logins, [provider]);
      assert.deepEqual((await it.listed())[0]?.Logins, [provider]);
      const asked = it.world.id('GetOpenIdToken', { IdentityId });
      await assert.rejects(
        asked,
        refusal('NotAuthorizedException', `Access to Identity '${IdentityId}' is forbidden.`),
      );
    });

    test('a public login that comes along leads to the same identity afterwards', async () => {
      await using it = await opened(engine);
      const ada = await it.world.reader(it.users, 'ada');
      const { IdentityId, Token } = await it.vouch('ada', { Logins: { ...ada.logins } });
      assert.equal(await it.getId(ada.logins), IdentityId);
      assert.deepEqual(claimsIn(Token!)['amr'], [
        'authenticated',
        ...[provider, `${provider}:${it.poolId}:ada`],
        ...[it.users.key, `${it.users.key}:CognitoSignIn:${ada.sub}`],
      ]);
    });

    // ledger: LookupDeveloperIdentity honoured — by identity a paged list of user ids; by user id its identity; both are held against each other
    // ledger: LookupDeveloperIdentity.IdentityPoolId honoured — the identity must be of this pool
    // ledger: LookupDeveloperIdentity.IdentityId honoured — gives its user ids
    // ledger: LookupDeveloperIdentity.DeveloperUserIdentifier honoured — gives its identity
    // ledger: LookupDeveloperIdentity.MaxResults honoured — 1 to 60, 60 unless given
    // ledger: LookupDeveloperIdentity.NextToken honoured — good for this list and no other
    test('an identity has several user ids, which are found in both directions, page by page', async () => {
      await using it = await opened(engine);
      const { IdentityId } = await it.vouch('a');
      for (const user of ['b', 'c']) await it.vouch(user, { IdentityId });
      const first = await it.lookup({ IdentityId, MaxResults: 2 });
      assert.deepEqual(first.DeveloperUserIdentifierList, ['a', 'b']);
      const second = await it.lookup({ IdentityId, MaxResults: 2, NextToken: first.NextToken });
      assert.deepEqual(second, { IdentityId, DeveloperUserIdentifierList: ['c'] });
      assert.equal((await it.lookup({ DeveloperUserIdentifier: 'c' })).IdentityId, IdentityId);
      await it.lookup({ IdentityId, DeveloperUserIdentifier: 'c' });
      const { IdentityId: other } = await it.vouch('d');
      const wrongPair = it.lookup({ IdentityId: other, DeveloperUserIdentifier: 'c' });
      await assert.rejects(wrongPair, refusal('ResourceConflictException'));
      await assert.rejects(it.lookup({ DeveloperUserIdentifier: 'z' }), refusal('ResourceNotFoundException'));
      await assert.rejects(it.lookup({}), refusal('InvalidParameterException'));
    });

    // ledger: MergeDeveloperIdentities honoured — the destination gets user ids and logins of the source, which is disabled
    // ledger: MergeDeveloperIdentities.SourceUserIdentifier honoured — a user id that has an identity
    // ledger: MergeDeveloperIdentities.DestinationUserIdentifier honoured — likewise; its identity stays
    test('merging disables the source, whose user ids and logins are the destination’s then', async () => {
      await using it = await opened(engine);
      const reader = await it.world.reader(it.users, 'ada');
      const source = await it.vouch('ada', { Logins: { ...reader.logins } });
      const destination = await it.vouch('bob');
      assert.deepEqual(await it.merge('ada', 'bob'), { IdentityId: destination.IdentityId });
      assert.equal((await it.vouch('ada')).IdentityId, destination.IdentityId);
      assert.equal(await it.getId(reader.logins), destination.IdentityId);
      assert.equal((await it.vouch('ada', { IdentityId: source.IdentityId })).IdentityId, destination.IdentityId);
      assert.deepEqual(await it.merge('ada', 'bob'), { IdentityId: destination.IdentityId });
      const shown = await it.world.id('ListIdentities', {
        ...{ IdentityPoolId: it.poolId, MaxResults: 60, HideDisabled: true },
      });
      assert.deepEqual(
        shown.Identities!.map((one) => one.IdentityId),
        [destination.IdentityId],
      );
      assert.equal((await it.listed()).length, 2);
    });

    test('two who are different users of one provider are not merged', async () => {
      await using it = await opened(engine);
      const ada = await it.world.reader(it.users, 'ada');
      const bob = await it.world.reader(it.users, 'bob');
      await it.vouch('ada', { Logins: { ...ada.logins } });
      await it.vouch('bob', { Logins: { ...bob.logins } });
      await assert.rejects(
        it.merge('ada', 'bob'),
        refusal('ResourceConflictException', 'Logins are already linked to another account'),
      );
      await assert.rejects(it.merge('ada', 'nobody'), refusal('ResourceNotFoundException'));
    });

    test('an identity has at most 20 logins, also by a merge', async () => {
      await using it = await opened(engine);
      const { IdentityId } = await it.vouch('a0');
      for (let n = 1; n < 20; n++) await it.vouch(`a${n}`, { IdentityId });
      const most = refusal('ResourceConflictException', 'An identity can not have more than 20 linked logins.');
      await assert.rejects(it.vouch('a20', { IdentityId }), most);
      await it.vouch('b');
      await assert.rejects(it.merge('b', 'a0'), most);
    });

    test('merges in both directions at once end with one enabled identity that has both', async () => {
      await using it = await opened(engine);
      await it.vouch('a');
      await it.vouch('b');
      const results = await atOnce(12, (n) => (n % 2 === 0 ? it.merge('a', 'b') : it.merge('b', 'a')));
      const ids = new Set(
        results.map((one) => (one.status === 'fulfilled' ? one.value.IdentityId : String(one.reason))),
      );
      assert.equal(ids.size, 1, [...ids].join('\n'));
      const [owner] = ids;
      assert.equal((await it.vouch('a')).IdentityId, owner);
      assert.equal((await it.vouch('b')).IdentityId, owner);
    });

    // ledger: UnlinkDeveloperIdentity honoured — the user id is new when it is next used; an identity without any other can not be reached any more
    // ledger: UnlinkDeveloperIdentity.IdentityId honoured — the one that the user id belongs to
    // ledger: UnlinkDeveloperIdentity.DeveloperUserIdentifier honoured — one that the identity has
    test('a user id that is taken off is a new user’s; the identity it leaves cannot be reached', async () => {
      await using it = await opened(engine);
      const { IdentityId } = await it.vouch('ada');
      const { IdentityId: other } = await it.vouch('bob');
      await assert.rejects(it.unlink(other!, 'ada'), refusal('ResourceConflictException'));
      await assert.rejects(it.unlink(IdentityId!, 'nobody'), refusal('ResourceNotFoundException'));
      assert.deepEqual(await it.unlink(IdentityId!, 'ada'), {});
      assert.notEqual((await it.vouch('ada')).IdentityId, IdentityId);
      const asked = it.vouch('carl', { IdentityId });
      await assert.rejects(asked, refusal('NotAuthorizedException', noMatch));
    });
  });
}
