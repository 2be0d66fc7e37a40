import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { poolFrom, type Pool, type PoolSettings } from '../pools/pool.ts';
import { confirmationAttribute, recoveredByAdministrator, recoveryAttribute } from './contacts.ts';

const poolWith = (settings: PoolSettings): Pool =>
  poolFrom({ id: 'r_p', region: 'r', name: 'p', createdAt: 0, modifiedAt: 0, settings, schema: [], tags: {} });
const recovery = (...names: ('verified_email' | 'verified_phone_number' | 'admin_only')[]): Pool =>
  poolWith({
    AccountRecoverySetting: { RecoveryMechanisms: names.map((Name, index) => ({ Name, Priority: index + 1 })) },
  });

const both = { email: 'a@b.example', email_verified: 'true', phone_number: '+4912345', phone_number_verified: 'true' };
const unverified = { ...both, email_verified: 'false', phone_number_verified: 'false' };

suite('where codes go', () => {
  test('nothing goes to a contact that is not verified', () => {
    assert.equal(recoveryAttribute(poolWith({}), { attributes: unverified }), undefined);
    assert.equal(
      recoveryAttribute(recovery('verified_email'), {
        attributes: { phone_number: '+49', phone_number_verified: 'true' },
      }),
      undefined,
    );
    assert.equal(recoveryAttribute(poolWith({}), { attributes: { email_verified: 'true' } }), undefined);
  });

  test('only an administrator resets where the pool says so', () => {
    assert.equal(recoveredByAdministrator(recovery('admin_only')), true);
    assert.equal(recoveryAttribute(recovery('admin_only'), { attributes: both }), undefined);
    assert.equal(recoveredByAdministrator(recovery('verified_email')), false);
  });

  // ledger: CreateUserPool.AccountRecoverySetting honoured — by priority; without it the phone comes before the mail
  test('the pool’s order decides, whatever the order of its list; without one the phone comes first', () => {
    assert.equal(recoveryAttribute(poolWith({}), { attributes: both }), 'phone_number');
    assert.equal(recoveryAttribute(recovery('verified_email', 'verified_phone_number'), { attributes: both }), 'email');
    const reversed = poolWith({
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Name: 'verified_phone_number', Priority: 2 },
          { Name: 'verified_email', Priority: 1 },
        ],
      },
    });
    assert.equal(recoveryAttribute(reversed, { attributes: both }), 'email');
    assert.equal(recoveryAttribute(reversed, { attributes: { ...both, email_verified: 'false' } }), 'phone_number');
  });

  // ledger: CreateUserPool.AutoVerifiedAttributes honoured — with both at hand only the phone gets the sign-up code
  test('a sign-up is confirmed by phone where both are verified automatically', () => {
    assert.equal(confirmationAttribute(poolWith({}), { attributes: both }), undefined);
    assert.equal(confirmationAttribute(poolWith({ AutoVerifiedAttributes: ['email'] }), { attributes: both }), 'email');
    const all = poolWith({ AutoVerifiedAttributes: ['email', 'phone_number'] });
    assert.equal(confirmationAttribute(all, { attributes: both }), 'phone_number');
    assert.equal(confirmationAttribute(all, { attributes: { email: 'a@b.example' } }), 'email');
  });
});
