import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { engines } from '../../../../test/support/engines.ts';
import { openIdentityWorld, type Reader } from '../../../../test/support/identity-world.ts';
import { atOnce } from '../../../../test/support/records.ts';
import { refusal } from '../../../../test/support/refusal.ts';

const noMatch = "Logins don't match. Please include at least one valid login for this identity or identity pool.";
const forbidden = (id: string) => refusal('NotAuthorizedException', `Access to Identity '${id}' is forbidden.`);

/** A pool with guests that takes the users of two user pools, so that somebody can have two logins. */
async function opened(engine: keyof typeof engines = 'sqlite') {
  const world = await openIdentityWorld({ engine });
  const [first, second] = [await world.userPool(), await world.userPool()];
  const poolId = await world.identityPool({
    ...{ AllowUnauthenticatedIdentities: true, CognitoIdentityProviders: [first.provider, second.provider] },
  });
  const logins = (...readers: readonly Pick<Reader, 'logins'>[]) =>
    Object.assign({}, ...readers.map((one) => one.logins)) as Record<string, string>;
  const getId = async (...readers: readonly Pick<Reader, 'logins'>[]) =>
    (await world.id('GetId', { IdentityPoolId: poolId, Logins: logins(...readers) })).IdentityId!;
  const present = async (IdentityId: string, ...readers: readonly Pick<Reader, 'logins'>[]) =>
    (await world.id('GetOpenIdToken', { IdentityId, Logins: logins(...readers) })).IdentityId!;
  const describe = (IdentityId: string) => world.id('DescribeIdentity', { IdentityId });
  const unlink = (IdentityId: string, readers: readonly Pick<Reader, 'logins'>[], ...LoginsToRemove: string[]) =>
    world.id('UnlinkIdentity', { IdentityId, Logins: logins(...readers), LoginsToRemove });
  const list = (more: object = {}) => world.id('ListIdentities', { IdentityPoolId: poolId, MaxResults: 60, ...more });
  return {
    ...{ world, first, second, poolId, getId, present, describe, unlink, list, logins },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

for (const engine of Object.keys(engines) as (keyof typeof engines)[]) {
  suite(`the life of an identity on ${engine}`, () => {
    test('a guest who signs in keeps the identity, which is no guest’s from then on', async () => {
      await using it = await opened(engine);
      const guest = await it.getId();
      const ada = await it.world.reader(it.first, 'ada');
      assert.equal((await it.describe(guest)).Logins, undefined);
      assert.equal(await it.present(guest, ada), guest);
      assert.equal(await it.getId(ada), guest);
      assert.deepEqual((await it.describe(guest)).Logins, [it.first.key]);
      await assert.rejects(it.present(guest), forbidden(guest));
    });

    // ledger: ListIdentities.HideDisabled honoured — without it those that were merged into others are listed too
    test('a guest who signs in as somebody with an identity gets that one, and the guest’s is disabled', async () => {
      await using it = await opened(engine);
      const ada = await it.world.reader(it.first, 'ada');
      const [own, guest] = [await it.getId(ada), await it.getId()];
      assert.equal(await it.present(guest, ada), own);
      const ids = async (HideDisabled?: boolean) =>
        (await it.list({ HideDisabled })).Identities!.map((one) => one.IdentityId).toSorted();
      assert.deepEqual(await ids(), [own, guest].toSorted());
      assert.deepEqual(await ids(true), [own]);
      await assert.rejects(it.present(guest), forbidden(guest));
      assert.equal(await it.present(guest, ada), own);
    });

    test('a disabled identity is closed to logins that nobody has', async () => {
      await using it = await opened(engine);
      const ada = await it.world.reader(it.first, 'ada');
      const guest = await it.getId();
      await it.getId(ada);
      await it.present(guest, ada);
      const bob = await it.world.reader(it.second, 'bob');
      await assert.rejects(it.present(guest, bob), forbidden(guest));
    });

    // ledger: DescribeIdentity honoured — names the providers and tells no user's id there
    // ledger: DescribeIdentity.IdentityId honoured — an identity of the caller's region
    test('a second login is linked by showing it beside the first', async () => {
      await using it = await opened(engine);
      const ada = await it.world.reader(it.first, 'ada');
      const work = await it.world.reader(it.second, 'ada');
      const own = await it.getId(ada);
      assert.equal(await it.present(own, ada, work), own);
      assert.equal(await it.getId(work), own);
      assert.deepEqual((await it.describe(own)).Logins, [it.first.key, it.second.key].toSorted());
    });

    test('two identities become one when GetId is asked with the logins of both', async () => {
      await using it = await opened(engine);
      const ada = await it.world.reader(it.first, 'ada');
      const work = await it.world.reader(it.second, 'ada');
      const [own, other] = [await it.getId(ada), await it.getId(work)];
      assert.equal(await it.getId(ada, work), own);
      assert.equal(await it.getId(work), own);
      await assert.rejects(it.present(other), forbidden(other));
    });

    test('an identity is closed to whoever has none of its logins, and nothing is linked', async () => {
      await using it = await opened(engine);
      const ada = await it.world.reader(it.first, 'ada');
      const own = await it.getId(ada);
      const eve = await it.world.reader(it.second, 'eve');
      await assert.rejects(it.present(own, eve), refusal('NotAuthorizedException', noMatch));
      await it.getId(eve);
      await assert.rejects(it.present(own, eve), refusal('NotAuthorizedException', noMatch));
      assert.deepEqual((await it.describe(own)).Logins, [it.first.key]);
    });

    test('an identity has one user of each provider', async () => {
      await using it = await opened(engine);
      const [ada, bob] = [await it.world.reader(it.first, 'ada'), await it.world.reader(it.first, 'bob')];
      const work = await it.world.reader(it.second, 'ada');
      const own = await it.getId(ada, work);
      await it.getId(bob);
      await assert.rejects(
        it.present(own, bob, work),
        refusal('ResourceConflictException', 'Logins are already linked to another account'),
      );
      assert.notEqual(await it.getId(bob), own);
    });

    // ledger: UnlinkIdentity honoured — needs a login of the identity; a login that was removed is new afterwards
    test('a login that is taken off is new when it is used again', async () => {
      await using it = await opened(engine);
      const ada = await it.world.reader(it.first, 'ada');
      const work = await it.world.reader(it.second, 'ada');
      const own = await it.getId(ada, work);
      assert.deepEqual(await it.unlink(own, [ada], it.second.key), {});
      assert.deepEqual((await it.describe(own)).Logins, [it.first.key]);
      assert.notEqual(await it.getId(work), own);
      await it.unlink(own, [ada], it.first.key);
      await assert.rejects(it.present(own), forbidden(own));
      await assert.rejects(it.present(own, ada), refusal('NotAuthorizedException', noMatch));
      assert.notEqual(await it.getId(ada), own);
    });

    // ledger: UnlinkIdentity.IdentityId honoured — the one to which every login of the call belongs
    // ledger: UnlinkIdentity.Logins honoured — all are verified, and all must be the identity's
    // ledger: UnlinkIdentity.LoginsToRemove honoured — providers of which the identity has a login
    test('a login is taken off by nobody else, and no other than is linked', async () => {
      await using it = await opened(engine);
      const ada = await it.world.reader(it.first, 'ada');
      const eve = await it.world.reader(it.second, 'eve');
      const own = await it.getId(ada);
      await it.getId(eve);
      const mismatch = refusal('NotAuthorizedException', noMatch);
      await assert.rejects(it.unlink(own, [eve], it.first.key), mismatch);
      await assert.rejects(it.unlink(own, [ada, eve], it.first.key), mismatch);
      await assert.rejects(it.unlink(own, [], it.first.key), mismatch);
      await assert.rejects(it.unlink(own, [ada], it.second.key), mismatch);
      const unknown = it.unlink(own, [ada], 'unknown.example.com');
      await assert.rejects(unknown, refusal('InvalidParameterException', 'Please provide a valid public provider'));
      assert.equal(await it.getId(ada), own);
    });

    // ledger: DeleteIdentities honoured — logins become free; an id that is not there is answered AccessDenied
    // ledger: DeleteIdentities.IdentityIdsToDelete honoured — up to 60, of any pools of the region
    test('identities are deleted, and their logins are free', async () => {
      await using it = await opened(engine);
      const ada = await it.world.reader(it.first, 'ada');
      const own = await it.getId(ada);
      const unknown = 'us-east-1:00000000-0000-4000-8000-000000000000';
      const answer = await it.world.id('DeleteIdentities', { IdentityIdsToDelete: [own, unknown] });
      assert.deepEqual(answer, { UnprocessedIdentityIds: [{ IdentityId: unknown, ErrorCode: 'AccessDenied' }] });
      await assert.rejects(it.describe(own), refusal('ResourceNotFoundException', `Identity '${own}' not found.`));
      assert.notEqual(await it.getId(ada), own);
    });

    test('of many who link one new login to guests at once, all get the same identity', async () => {
      await using it = await opened(engine);
      const ada = await it.world.reader(it.first, 'ada');
      const guests = await Promise.all(Array.from({ length: 12 }, () => it.getId()));
      const results = await atOnce(12, (n) => it.present(guests[n]!, ada));
      const ids = new Set(results.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason))));
      assert.equal(ids.size, 1, [...ids].join('\n'));
      assert.equal((await it.list({ HideDisabled: true })).Identities!.length, 1);
    });

    test('of two users of one provider who sign in on one guest’s device at once, one keeps the identity', async () => {
      await using it = await opened(engine);
      const readers = [await it.world.reader(it.first, 'ada'), await it.world.reader(it.first, 'bob')];
      const guest = await it.getId();
      const results = await atOnce(10, (n) => it.present(guest, readers[n % 2]!));
      const kept = results.filter((one) => one.status === 'fulfilled' && one.value === guest);
      const refused = results.filter(
        (one) => one.status === 'rejected' && one.reason.code === 'NotAuthorizedException',
      );
      assert.equal(kept.length, 5);
      assert.equal(refused.length, 5);
      const ids = [await it.getId(readers[0]!), await it.getId(readers[1]!)];
      assert.equal(ids.filter((id) => id === guest).length, 1);
    });

    test('merges that cross each other end with one enabled identity', async () => {
      await using it = await opened(engine);
      const ada = await it.world.reader(it.first, 'ada');
      const work = await it.world.reader(it.second, 'ada');
      await it.getId(ada);
      await it.getId(work);
      const results = await atOnce(12, (n) => (n % 2 === 0 ? it.getId(ada, work) : it.getId(work, ada)));
      const ids = new Set(results.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason))));
      assert.equal(ids.size, 1, [...ids].join('\n'));
      assert.deepEqual([await it.getId(ada), await it.getId(work)], [[...ids][0], [...ids][0]]);
      assert.equal((await it.list({ HideDisabled: true })).Identities!.length, 1);
    });

    // ledger: ListIdentities honoured — shows everybody once
    // ledger: ListIdentities.IdentityPoolId honoured — a pool of the caller's region
    // ledger: ListIdentities.MaxResults honoured — 1 to 60
    // ledger: ListIdentities.NextToken honoured — good for this list and no other; a made-up one is refused
    test('lists are paged by id and show everybody once, also while others come', async () => {
      await using it = await opened(engine);
      const first = new Set(await Promise.all(Array.from({ length: 7 }, () => it.getId())));
      const seen: string[] = [];
      let NextToken: string | undefined;
      do {
        const page = await it.list({ MaxResults: 3, NextToken });
        seen.push(...page.Identities!.map((one) => one.IdentityId!));
        NextToken = page.NextToken;
        await it.getId();
      } while (NextToken);
      assert.equal(new Set(seen).size, seen.length);
      for (const id of first) assert.ok(seen.includes(id));
      await assert.rejects(it.list({ NextToken: 'made-up' }), refusal('InvalidParameterException'));
    });

    test('a deleted pool has no identities any more', async () => {
      await using it = await opened(engine);
      const guest = await it.getId();
      await it.world.id('DeleteIdentityPool', { IdentityPoolId: it.poolId });
      await assert.rejects(it.describe(guest), refusal('ResourceNotFoundException'));
      await assert.rejects(it.getId(), refusal('ResourceNotFoundException'));
      while ((await it.world.store.sweep(it.world.clock.now())) > 0);
      assert.equal(await it.world.store.identities.find(guest), undefined);
    });
  });
}
