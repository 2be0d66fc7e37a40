import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Login } from './identity.ts';
import { changesNothing, type LinkedIdentity, planForIdentity, planForLogins, planForMerge } from './linking.ts';

const google = (subject: string): Login => ({ provider: 'accounts.google.com', subject });
const apple = (subject: string): Login => ({ provider: 'appleid.apple.com', subject });
const identity = (id: string, logins: readonly Login[] = [], more: Partial<LinkedIdentity> = {}): LinkedIdentity => ({
  ...{ id, poolId: 'pool', state: logins.length > 0 ? 'authenticated' : 'guest', mergedInto: undefined },
  ...{ createdAt: 0, modifiedAt: 0, logins, developerIds: 0 },
  ...more,
});
const guest = identity('guest');
const ada = identity('ada', [google('ada')]);
const bob = identity('bob', [google('bob')]);
const vouched = identity('vouched', [], { state: 'authenticated', developerIds: 1 });
const disabled = identity('old', [], { state: 'disabled', mergedInto: 'ada' });
const abandoned = identity('abandoned', [], { state: 'authenticated' });
/** A plan as ids. */
const told = ({ identity: owner, link, merge, linkDeveloper }: ReturnType<typeof planForLogins>) => ({
  owner: owner?.id,
  link: link.map(({ subject }) => subject),
  merge: merge.map(({ id }) => id),
  ...(linkDeveloper !== undefined && { linkDeveloper }),
});
const failure = (name: string) => (error: unknown) => {
  assert.equal((error as { failure?: string }).failure, name);
  return true;
};

suite('logins without an identity', () => {
  test('lead to the identity they belong to, and change nothing', () => {
    const plan = planForLogins({ logins: [google('ada')], owners: [ada] });
    assert.deepEqual(told(plan), { owner: 'ada', link: [], merge: [] });
    assert.ok(changesNothing(plan));
  });

  test('that nobody has lead to a new identity', () => {
    const plan = planForLogins({ logins: [google('ada'), apple('ada')], owners: [] });
    assert.deepEqual(told(plan), { owner: undefined, link: ['ada', 'ada'], merge: [] });
    assert.ok(!changesNothing(plan));
  });

  test('of which one is known take the others along', () => {
    const plan = planForLogins({ logins: [apple('eve'), google('ada')], owners: [ada] });
    assert.deepEqual(told(plan), { owner: 'ada', link: ['eve'], merge: [] });
  });

  test('of two identities make them one, the first login’s', () => {
    const work = identity('work', [apple('ada')]);
    const plan = planForLogins({ logins: [apple('ada'), google('ada')], owners: [work, ada] });
    assert.deepEqual(told(plan), { owner: 'work', link: [], merge: ['ada'] });
  });

  test('of two users of one provider are refused', () => {
    const both = identity('both', [apple('ada'), google('ada')]);
    const logins = [google('bob'), apple('ada')];
    assert.throws(() => planForLogins({ logins, owners: [bob, both] }), failure('loginsConflict'));
    assert.throws(() => planForLogins({ logins, owners: [both] }), failure('loginsConflict'));
  });
});

suite('logins for an identity', () => {
  test('make a guest a user who keeps the identity', () => {
    const plan = planForIdentity(guest, { logins: [google('ada')], owners: [] });
    assert.deepEqual(told(plan), { owner: 'guest', link: ['ada'], merge: [] });
  });

  test('that belong to another identity disable the guest’s', () => {
    const plan = planForIdentity(guest, { logins: [google('ada')], owners: [ada] });
    assert.deepEqual(told(plan), { owner: 'ada', link: [], merge: ['guest'] });
  });

  test('must be one of its own, or none is linked', () => {
    assert.throws(() => planForIdentity(ada, { logins: [apple('eve')], owners: [] }), failure('loginsDontMatch'));
    const eve = identity('eve', [apple('eve')]);
    assert.throws(() => planForIdentity(ada, { logins: [apple('eve')], owners: [eve] }), failure('loginsDontMatch'));
    assert.throws(() => planForIdentity(ada, { logins: [google('bob')], owners: [bob] }), failure('loginsDontMatch'));
  });

  test('of its own take new ones and other identities along', () => {
    const logins = [google('ada'), apple('ada')];
    assert.deepEqual(told(planForIdentity(ada, { logins, owners: [ada] })), { owner: 'ada', link: ['ada'], merge: [] });
    const work = identity('work', [apple('ada')]);
    const plan = planForIdentity(ada, { logins, owners: [ada, work] });
    assert.deepEqual(told(plan), { owner: 'ada', link: [], merge: ['work'] });
  });

  test('do not open one that was disabled, but lead to the one they belong to', () => {
    assert.throws(
      () => planForIdentity(disabled, { logins: [apple('eve')], owners: [] }),
      failure('identityForbidden'),
    );
    const plan = planForIdentity(disabled, { logins: [google('ada')], owners: [ada] });
    assert.deepEqual(told(plan), { owner: 'ada', link: [], merge: [] });
  });

  test('do not open one that has lost all of its own', () => {
    const logins = [google('ada')];
    assert.throws(() => planForIdentity(abandoned, { logins, owners: [] }), failure('loginsDontMatch'));
  });

  test('may be twenty, and not one more', () => {
    const logins = (count: number) =>
      Array.from({ length: count }, (_, n): Login => ({ provider: `p${n}`, subject: 'ada' }));
    planForLogins({ logins: logins(20), owners: [] });
    assert.throws(() => planForLogins({ logins: logins(21), owners: [] }), failure('tooManyLogins'));
    const full = identity('full', logins(19), { developerIds: 1 });
    assert.throws(
      () => planForIdentity(full, { logins: [logins(1)[0]!, google('ada')], owners: [full] }),
      failure('tooManyLogins'),
    );
  });
});

suite('a developer’s user id', () => {
  const developer = (owner?: LinkedIdentity) => ({ logins: [], owners: [], developer: { userId: 'u1', owner } });

  test('leads to its identity, or to a new one', () => {
    assert.deepEqual(told(planForLogins(developer(vouched))), { owner: 'vouched', link: [], merge: [] });
    const made = told(planForLogins(developer()));
    assert.deepEqual(made, { owner: undefined, link: [], merge: [], linkDeveloper: 'u1' });
  });

  test('makes a guest a user, and is added to an identity that only developers vouch for', () => {
    for (const one of [guest, vouched]) assert.equal(planForIdentity(one, developer()).linkDeveloper, 'u1');
  });

  test('is not added to an identity of a public login without that login', () => {
    assert.throws(() => planForIdentity(ada, developer()), failure('loginsDontMatch'));
    assert.throws(() => planForIdentity(abandoned, developer()), failure('loginsDontMatch'));
    const plan = planForIdentity(ada, { ...developer(), logins: [google('ada')], owners: [ada] });
    assert.equal(plan.linkDeveloper, 'u1');
  });

  test('that belongs to another identity is refused', () => {
    for (const one of [guest, ada]) {
      assert.throws(() => planForIdentity(one, developer(vouched)), failure('developerUserRegistered'));
    }
  });
});

suite('a merge', () => {
  test('disables the source, and the destination gets what it had', () => {
    assert.deepEqual(told(planForMerge(vouched, ada)), { owner: 'ada', link: [], merge: ['vouched'] });
  });

  test('of two users of one provider is refused', () => {
    assert.throws(() => planForMerge(bob, ada), failure('loginsConflict'));
  });
});
