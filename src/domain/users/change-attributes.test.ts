import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { poolFrom, type Pool, type PoolSettings } from '../pools/pool.ts';
import { changeAttributes, removeAttributes, withVerified } from './change-attributes.ts';
import { newUser } from './new-user.ts';

const poolWith = (settings: PoolSettings): Pool =>
  poolFrom({ id: 'r_p', region: 'r', name: 'p', createdAt: 0, modifiedAt: 0, settings, schema: [], tags: {} });
const attributes = { email: 'old@example.com', email_verified: 'true', name: 'Ada' };
const ada = newUser({ poolId: 'r_p', sub: 's', username: 'ada', status: 'CONFIRMED', attributes, now: 0 });
const eager = poolWith({ AutoVerifiedAttributes: ['email'] });
const careful = poolWith({
  AutoVerifiedAttributes: ['email'],
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
});

suite('changing attributes', () => {
  test('a new address is not verified any more, and is to be where the pool verifies', () => {
    const changed = changeAttributes(eager, ada, { email: 'new@example.com' }, 5);
    assert.deepEqual(changed.user.attributes, { email: 'new@example.com', email_verified: 'false', name: 'Ada' });
    assert.deepEqual(changed.toVerify, ['email']);
    assert.equal(changed.user.modifiedAt, 5);
    assert.deepEqual(changeAttributes(poolWith({}), ada, { email: 'new@example.com' }, 5).toVerify, []);
  });

  test('the same address again stays verified and sends nothing', () => {
    const changed = changeAttributes(eager, ada, { email: 'old@example.com', name: 'Grace' }, 5);
    assert.deepEqual(changed.user.attributes, { ...attributes, name: 'Grace' });
    assert.deepEqual(changed.toVerify, []);
  });

  test('where verification comes first, the old address stays until then', () => {
    const changed = changeAttributes(careful, ada, { email: 'new@example.com', name: 'Grace' }, 5);
    assert.deepEqual(changed.user.attributes, { ...attributes, name: 'Grace' });
    assert.deepEqual(changed.user.pending, { email: 'new@example.com' });
    assert.deepEqual(changed.toVerify, ['email']);

    const verified = withVerified(changed.user, 'email', 'new@example.com', 6);
    assert.deepEqual(verified?.attributes, { email: 'new@example.com', email_verified: 'true', name: 'Grace' });
    assert.deepEqual(verified?.pending, {});
  });

  test('giving the present address drops the one that waits; deleting drops both', () => {
    const waiting = changeAttributes(careful, ada, { email: 'new@example.com' }, 5).user;
    assert.deepEqual(changeAttributes(careful, waiting, { email: 'old@example.com' }, 6).user.pending, {});
    const without = changeAttributes(careful, waiting, { email: '' }, 6);
    assert.deepEqual([without.user.attributes, without.user.pending, without.toVerify], [{ name: 'Ada' }, {}, []]);
  });

  test('a code proves no address but the one it was sent to', () => {
    assert.equal(withVerified(ada, 'email', 'older@example.com', 6), undefined);
    const waiting = changeAttributes(careful, ada, { email: 'new@example.com' }, 5).user;
    assert.equal(withVerified(waiting, 'email', 'other@example.com', 6), undefined);
    assert.deepEqual(withVerified(waiting, 'email', 'old@example.com', 6)?.pending, { email: 'new@example.com' });
  });

  test('an administrator who vouches for a new address makes it count at once, without a code', () => {
    const waiting = changeAttributes(careful, ada, { email: 'other@example.com' }, 4).user;
    for (const pool of [eager, careful]) {
      const changed = changeAttributes(pool, waiting, { email: 'new@example.com', email_verified: 'True' }, 5);
      assert.deepEqual(changed.user.attributes, { ...attributes, email: 'new@example.com', email_verified: 'true' });
      assert.deepEqual([changed.user.pending, changed.toVerify], [{}, []]);
    }
  });

  test('a new address that waits takes nothing from the verification of the present one', () => {
    const changed = changeAttributes(careful, ada, { email: 'new@example.com', email_verified: 'false' }, 5);
    assert.deepEqual(changed.user.attributes, attributes);
    assert.deepEqual(changed.toVerify, ['email']);
  });

  test('removing an address removes its flag and the one that waits', () => {
    const waiting = changeAttributes(careful, ada, { email: 'new@example.com' }, 5).user;
    const { user, toVerify } = removeAttributes(waiting, ['email', 'nickname'], 6);
    assert.deepEqual([user.attributes, user.pending, user.modifiedAt, toVerify], [{ name: 'Ada' }, {}, 6, []]);
  });
});
