import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { principalTags, tooLong } from './principal-tags.ts';

const custom = (tags: Readonly<Record<string, string>>) => ({ useDefaults: false, tags });
const defaults = { useDefaults: true, tags: {} };
const [google, facebook] = ['accounts.google.com', 'graph.facebook.com'];

suite('principal tags', () => {
  test('are none where the provider has no map, and for guests', () => {
    assert.deepEqual(principalTags({}, [{ provider: google, claims: { sub: 'ada' } }]), {});
    assert.deepEqual(principalTags({ [google]: defaults }, []), {});
    assert.deepEqual(principalTags({ [google]: defaults }, [{ provider: facebook, claims: { sub: 'ada' } }]), {});
  });

  test('by default are the user and the client, whatever the provider calls them', () => {
    const claims = { iss: google, aud: 'app', sub: 'ada', email: 'ada@example.com' };
    for (const provider of [google, facebook, 'login.example.com', 'cognito-idp.us-east-1.amazonaws.com/us-east-1_a']) {
      const expected = { username: 'ada', client: 'app' };
      assert.deepEqual(principalTags({ [provider]: defaults }, [{ provider, claims }]), expected);
    }
  });

  test('are the claims that the map names, and none for a claim that is absent or empty', () => {
    const map = custom({ plan: 'custom:plan', team: 'custom:team', note: 'custom:note', proto: 'toString' });
    const claims = { 'custom:plan': 'paid', 'custom:note': '' };
    assert.deepEqual(principalTags({ [google]: map }, [{ provider: google, claims }]), { plan: 'paid' });
  });

  test('are text: of a list its only value, of a structure nothing', () => {
    const map = custom({ one: 'one', two: 'two', none: 'none', age: 'age', adult: 'adult', address: 'address' });
    const claims = { one: ['a'], two: ['a', 'b'], none: [], age: 42, adult: true, address: { city: 'Turin' } };
    const expected = { one: 'a', age: '42', adult: 'true' };
    assert.deepEqual(principalTags({ [google]: map }, [{ provider: google, claims }]), expected);
  });

  test('that two logins give are the first login’s', () => {
    const maps = { [google]: custom({ plan: 'plan' }), [facebook]: custom({ plan: 'sub', user: 'sub' }) };
    const logins = [
      { provider: google, claims: { plan: 'paid' } },
      { provider: facebook, claims: { sub: '42' } },
    ];
    assert.deepEqual(principalTags(maps, logins), { plan: 'paid', user: '42' });
    assert.deepEqual(principalTags(maps, logins.toReversed()), { plan: '42', user: '42' });
  });

  test('have values of 460 bytes together and not one more', () => {
    assert.equal(tooLong({ one: 'x'.repeat(230), two: 'x'.repeat(230) }), false);
    assert.equal(tooLong({ one: 'x'.repeat(230), two: 'x'.repeat(231) }), true);
    assert.equal(tooLong({ one: 'é'.repeat(231) }), true);
  });
});
