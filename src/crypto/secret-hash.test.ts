import assert from 'node:assert/strict';
import { test } from 'node:test';
import { secretHash, secretHashMatches } from './secret-hash.ts';

const secret = '1abc2defghij3klmnopqr4stuvwxyz5abc6defghij7klmnopqr';
const clientId = '1example23456789';
const published = 'xv23xUXQE05CSQlbzmFY1Rn44TFaWfqwOx6O6a9zdQM=';

test('a secret hash of another user, client or secret is refused', () => {
  const check = { secrets: [secret], usernames: ['testuser'], clientId };
  assert.equal(secretHashMatches(published, { ...check, usernames: ['TestUser'] }), false);
  assert.equal(secretHashMatches(published, { ...check, clientId: '1example2345678' }), false);
  assert.equal(secretHashMatches(published, { ...check, secrets: ['other'] }), false);
  assert.equal(secretHashMatches(published, { ...check, secrets: [] }), false);
  assert.equal(secretHashMatches('', check), false);
  assert.equal(secretHashMatches(`${published} `, check), false);
});

test('a secret hash is the one that AWS documents', () => {
  assert.equal(secretHash(secret, 'testuser', clientId), published);
});

test('a secret hash may be made with either of two secrets and with any name of the user', () => {
  const check = { secrets: ['new', secret], usernames: ['typed@example.com', 'testuser'], clientId };
  assert.equal(secretHashMatches(published, check), true);
  assert.equal(secretHashMatches(secretHash('new', 'typed@example.com', clientId), check), true);
});
