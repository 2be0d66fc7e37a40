import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { poolFrom, type Pool, type PoolSettings } from '../pools/pool.ts';
import { newUsername } from './new-username.ts';

const poolWith = (settings: PoolSettings): Pool =>
  poolFrom({ id: 'r_p', region: 'r', name: 'p', createdAt: 0, modifiedAt: 0, settings, schema: [], tags: {} });
const sub = '3f0c8d0e-0000-4000-8000-000000000001';

suite('the name of a new user', () => {
  test('where addresses are usernames, another name is refused in AWS’s words', () => {
    const cases = [
      [['email'], 'ada', 'Username should be an email.'],
      [['email'], '+4912345', 'Username should be an email.'],
      [['phone_number'], 'ada@example.com', 'Username should be a phone number.'],
      [['email', 'phone_number'], 'ada', 'Username should be either an email or a phone number.'],
    ] as const;
    for (const [UsernameAttributes, name, message] of cases) {
      const pool = poolWith({ UsernameAttributes: [...UsernameAttributes] });
      assert.throws(() => newUsername(pool, name, {}, sub), { code: 'InvalidParameterException', message });
    }
  });

  test('where addresses are aliases, a username that looks like one is refused', () => {
    const pool = poolWith({ AliasAttributes: ['email', 'phone_number'] });
    assert.throws(() => newUsername(pool, 'ada@example.com', {}, sub), {
      message: 'Username cannot be of email format, since user pool is configured for email alias.',
    });
    assert.throws(() => newUsername(pool, '+4912345', {}, sub), { code: 'InvalidParameterException' });
    assert.equal(newUsername(pool, 'ada', {}, sub).username, 'ada');
  });

  test('an address as username becomes the attribute, and the username is the sub', () => {
    const pool = poolWith({ UsernameAttributes: ['email', 'phone_number'] });
    assert.deepEqual(newUsername(pool, 'ada@example.com', { name: 'Ada' }, sub), {
      username: sub,
      attributes: { name: 'Ada', email: 'ada@example.com' },
    });
    assert.throws(() => newUsername(pool, 'ada@example.com', { email: 'eve@example.com' }, sub), {
      code: 'InvalidParameterException',
    });
  });

  test('elsewhere any name is kept as written', () => {
    assert.deepEqual(newUsername(poolWith({}), 'Ada@Example.com', {}, sub), {
      username: 'Ada@Example.com',
      attributes: {},
    });
  });
});
