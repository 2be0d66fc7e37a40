import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { engines } from '../../../test/support/engines.ts';
import { openIdentityWorld } from '../../../test/support/identity-world.ts';
import { refusal } from '../../../test/support/refusal.ts';
import { findIdentities, type FindIdentitiesInput } from './find-identities.ts';

const developer = 'login.newsletter';
const nobody = '00000000-0000-4000-8000-000000000000';

async function opened(engine: keyof typeof engines = 'sqlite') {
  const world = await openIdentityWorld({ engine });
  const users = await world.userPool();
  const identityPool = (IdentityPoolName: string) =>
    world.identityPool({
      ...{ IdentityPoolName, DeveloperProviderName: developer, CognitoIdentityProviders: [users.provider] },
      AllowUnauthenticatedIdentities: true,
    });
  const poolId = await identityPool('readers');
  const getId = async (Logins: Readonly<Record<string, string>> = {}, IdentityPoolId = poolId) =>
    (await world.id('GetId', { IdentityPoolId, Logins: { ...Logins } })).IdentityId!;
  const vouch = async (user: string, more: { IdentityId?: string; Logins?: Readonly<Record<string, string>> } = {}) =>
    (
      await world.id('GetOpenIdTokenForDeveloperIdentity', {
        ...{ IdentityPoolId: poolId, ...more, Logins: { ...more.Logins, [developer]: user } },
      })
    ).IdentityId!;
  const find = (input: FindIdentitiesInput) => findIdentities(input, world.services);
  return {
    ...{ world, users, poolId, identityPool, getId, vouch, find },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

const idsIn = ({ Identities }: Awaited<ReturnType<typeof findIdentities>>) =>
  Identities.map(({ IdentityId }) => IdentityId);

suite('finding identities is refused', () => {
  for (const [given, says] of [
    [{}, /^Nothing says whom to look for\. Give one of: IdentityId; Sub/],
    [{ UserPoolId: 'us-east-1_a' }, /^UserPoolId alone is no search\. Give one of: IdentityId; Sub/],
    [{ Username: 'ada' }, /^Username alone .*Username and UserPoolId/],
    [{ Provider: 'accounts.google.com' }, /^Provider alone /],
    [{ Subject: '1' }, /^Subject alone /],
    [{ DeveloperUserIdentifier: 'ada' }, /^DeveloperUserIdentifier alone /],
    [{ IdentityPoolId: 'us-east-1:a' }, /^IdentityPoolId alone /],
    [{ Sub: nobody, IdentityId: 'us-east-1:a' }, /^IdentityId and Sub do not make one search/],
    [{ Sub: nobody, IdentityPoolId: 'us-east-1:a' }, /^Sub and IdentityPoolId do not /],
    [{ Provider: 'a', Subject: 'b', UserPoolId: 'us-east-1_c' }, /^UserPoolId and Provider and Subject do not /],
  ] as [FindIdentitiesInput, RegExp][]) {
    test(`by ${Object.keys(given).join(' and ') || 'nothing'}, and says what goes together`, async () => {
      const uses = {} as Parameters<typeof findIdentities>[1]; // asked of nothing
      await assert.rejects(findIdentities(given, uses), refusal('ValidationException', says));
    });
  }

  for (const [given, place] of [
    [{ IdentityId: 'ada' }, 'identityId'],
    [{ Sub: '' }, 'sub'],
    [{ Sub: 'a'.repeat(132) }, 'sub'],
    [{ Username: 'a'.repeat(129), UserPoolId: 'us-east-1_a' }, 'username'],
    [{ Username: 'ada', UserPoolId: 'readers' }, 'userPoolId'],
    [{ Provider: 'accounts.google.com', Subject: 'a'.repeat(2_049) }, 'subject'],
    [{ DeveloperUserIdentifier: 'a'.repeat(1_025), IdentityPoolId: 'us-east-1:a' }, 'developerUserIdentifier'],
  ] as [FindIdentitiesInput, string][]) {
    test(`by a ${place} that can be none`, async () => {
      const uses = {} as Parameters<typeof findIdentities>[1]; // asked of nothing
      const says = new RegExp(`^1 validation error detected: Value .* at '${place}' failed`);
      await assert.rejects(findIdentities(given, uses), refusal('ValidationException', says));
    });
  }

  test('where what is named is not there', async () => {
    await using it = await opened();
    const IdentityId = `us-east-1:${nobody}`;
    await assert.rejects(it.find({ IdentityId }), refusal('ResourceNotFoundException', /^Identity /));
    const nowhere = { UserPoolId: 'us-east-1_Nowhere00' };
    await assert.rejects(it.find({ Username: 'ada', ...nowhere }), refusal('ResourceNotFoundException', /^User pool/));
    await assert.rejects(it.find({ Sub: nobody, ...nowhere }), refusal('ResourceNotFoundException', /^User pool/));
    await assert.rejects(
      it.find({ Username: 'ada', UserPoolId: it.users.poolId }),
      refusal('UserNotFoundException', 'User does not exist.'),
    );
    await assert.rejects(
      it.find({ DeveloperUserIdentifier: 'ada', IdentityPoolId: IdentityId }),
      refusal('ResourceNotFoundException', /^IdentityPool/),
    );
  });
});

for (const engine of Object.keys(engines) as (keyof typeof engines)[]) {
  suite(`identities on ${engine}`, () => {
    test('of a user are found in every pool, by sub, by username and by login alike', async () => {
      await using it = await opened(engine);
      const ada = await it.world.reader(it.users, 'ada');
      const bob = await it.world.reader(it.users, 'bob');
      const others = await it.identityPool('writers');
      const [first, second] = [await it.getId(ada.logins), await it.getId(ada.logins, others)];
      await it.getId(bob.logins);
      await it.getId();

      const bySub = await it.find({ Sub: ada.sub });
      assert.deepEqual(new Set(idsIn(bySub)), new Set([first, second]));
      const created = new Date(it.world.clock.now());
      assert.deepEqual(
        bySub.Identities.find(({ IdentityId }) => IdentityId === first),
        {
          IdentityId: first,
          IdentityPoolId: it.poolId,
          IdentityPoolName: 'readers',
          State: 'AUTHENTICATED',
          Logins: [{ Provider: it.users.key, Subject: ada.sub, UserPoolId: it.users.poolId }],
          DeveloperUserIdentifiers: [],
          CreationDate: created,
          LastModifiedDate: created,
        },
      );
      const { poolId: UserPoolId } = it.users;
      assert.deepEqual(bySub.Users, [
        { UserPoolId, Username: 'ada', Sub: ada.sub, UserStatus: 'CONFIRMED', Enabled: true },
      ]);
      assert.deepEqual(await it.find({ Sub: ada.sub, UserPoolId }), bySub);
      assert.deepEqual(await it.find({ Username: 'ada', UserPoolId }), bySub);
      assert.deepEqual(await it.find({ Provider: it.users.key, Subject: ada.sub }), bySub);
      assert.equal('Truncated' in bySub, false);
    });

    test('lead back to the users behind them, and to developers’ users', async () => {
      await using it = await opened(engine);
      const ada = await it.world.reader(it.users, 'ada');
      const identity = await it.getId(ada.logins);
      await it.vouch('account 7', { Logins: ada.logins });
      const found = await it.find({ IdentityId: identity });
      assert.deepEqual(
        found.Users.map(({ Username }) => Username),
        ['ada'],
      );
      assert.equal(found.Identities[0]?.DeveloperProviderName, developer);
      assert.deepEqual(found.Identities[0]?.DeveloperUserIdentifiers, ['account 7']);
      const byDeveloper = { DeveloperUserIdentifier: 'account 7', IdentityPoolId: it.poolId };
      assert.deepEqual(await it.find(byDeveloper), found);
      const other = { ...byDeveloper, IdentityPoolId: await it.identityPool('writers') };
      assert.deepEqual(await it.find(other), { Identities: [], Users: [] });
    });

    test('that were merged say where they went, however often', async () => {
      await using it = await opened(engine);
      const [one, two, three] = [await it.vouch('one'), await it.vouch('two'), await it.vouch('three')];
      const merge = (SourceUserIdentifier: string, DestinationUserIdentifier: string) =>
        it.world.id('MergeDeveloperIdentities', {
          ...{ IdentityPoolId: it.poolId, DeveloperProviderName: developer },
          ...{ SourceUserIdentifier, DestinationUserIdentifier },
        });
      await merge('one', 'two');
      await merge('two', 'three');
      const { Identities } = await it.find({ IdentityId: one });
      assert.deepEqual(
        Identities.map(({ IdentityId, State, MergedInto }) => [IdentityId, State, MergedInto]),
        [
          [one, 'DISABLED', two],
          [two, 'DISABLED', three],
          [three, 'AUTHENTICATED', undefined],
        ],
      );
      assert.deepEqual(Identities[0]?.DeveloperUserIdentifiers, []);
      assert.deepEqual(Identities[2]?.DeveloperUserIdentifiers, ['one', 'three', 'two']);
    });
  });
}

test('a guest has nobody behind it', async () => {
  await using it = await opened();
  const { Identities, Users } = await it.find({ IdentityId: await it.getId() });
  assert.deepEqual([Identities[0]?.State, Identities[0]?.Logins, Users], ['GUEST', [], []]);
});

test('a user without an identity is found in the pool that is named', async () => {
  await using it = await opened();
  const { sub } = await it.world.reader(it.users, 'ada');
  const { Identities, Users } = await it.find({ Sub: sub, UserPoolId: it.users.poolId });
  assert.deepEqual([Identities, Users.map(({ Sub }) => Sub)], [[], [sub]]);
  assert.deepEqual(await it.find({ Sub: sub }), { Identities: [], Users: [] });
});

test('a deleted user’s identity is found by the sub, and nobody is behind it', async () => {
  await using it = await opened();
  const ada = await it.world.reader(it.users, 'ada');
  const identity = await it.getId(ada.logins);
  await it.world.run('AdminDeleteUser', { UserPoolId: it.users.poolId, Username: 'ada' });
  const found = await it.find({ Sub: ada.sub });
  assert.deepEqual([idsIn(found), found.Users], [[identity], []]);
});

test('what looks like a sub at another provider is another user', async () => {
  await using it = await opened();
  const ada = await it.world.reader(it.users, 'ada');
  await it.getId(ada.logins);
  const { identities } = it.world.store;
  const stranger = await it.getId();
  await identities.link(it.poolId, stranger, { provider: 'accounts.google.com', subject: ada.sub }, 0);
  const guest = await identities.find(stranger);
  await identities.replace({ ...guest!, state: 'authenticated' });

  assert.equal(idsIn(await it.find({ Sub: ada.sub })).includes(stranger), false);
  const byLogin = await it.find({ Provider: 'accounts.google.com', Subject: ada.sub });
  assert.deepEqual([idsIn(byLogin), byLogin.Users], [[stranger], []]);
  const elsewhere = { Sub: ada.sub, UserPoolId: (await it.world.userPool()).poolId };
  assert.deepEqual(await it.find(elsewhere), { Identities: [], Users: [] });
});

test('a hundred identities are answered, and that there are more', async () => {
  await using it = await opened();
  const { identities, identityPools } = it.world.store;
  const template = await identityPools.find(it.poolId);
  const login = { provider: 'accounts.google.com', subject: '1' };
  await it.world.store.write(async (stores) => {
    for (let index = 0; index < 101; index++) {
      const [poolId, id] = [`us-east-1:pool-${index}`, `us-east-1:identity-${index}`];
      await stores.identityPools.insert({ ...template!, id: poolId });
      const made = { createdAt: 0, modifiedAt: 0, mergedInto: undefined };
      await stores.identities.insert({ id, poolId, state: 'authenticated', ...made });
      await stores.identities.link(poolId, id, login, 0);
    }
  });
  const found = await it.find({ Provider: login.provider, Subject: login.subject });
  assert.deepEqual([found.Identities.length, found.Truncated], [100, true]);
  assert.equal((await identities.withLogin(login, 101)).length, 101);
});
