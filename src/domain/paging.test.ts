import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { decodePageToken, encodePageToken } from './paging.ts';

const refused = { failure: 'invalidPaginationToken' };

suite('page tokens', () => {
  test('a token of another list is refused', () => {
    const token = encodePageToken('ListGroups', 'readers');
    assert.throws(() => decodePageToken('ListUserPools', token), refused);
  });

  test('a token with fewer or more parts than the list has is refused', () => {
    assert.throws(() => decodePageToken('ListUsers', encodePageToken('ListUsers', ['a', 'b'])), refused);
    assert.throws(() => decodePageToken('ListUsers', encodePageToken('ListUsers', 'a'), 2), refused);
  });

  test('whatever text is given as a token is decoded or refused, and nothing else happens', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.base64String(),
      fc.json().map((text) => btoa(encodeURIComponent(text))),
    );
    fc.assert(fc.property(texts, (text) => assert.throws(() => decodePageToken('ListUsers', text), refused)));
  });

  test('any key comes back as it went in, in characters that every AWS client sends', () => {
    const string = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(string, string, string, (kind, one, two) => {
        const token = encodePageToken(kind, [one, two]);
        assert.match(token, /^[\w-]+$/);
        assert.deepEqual(decodePageToken(kind, token, 2), [one, two]);
        assert.equal(decodePageToken(kind, encodePageToken(kind, one)), one);
      }),
    );
  });

  test('without a token a list starts at its beginning', () => {
    assert.equal(decodePageToken('ListUsers', undefined), undefined);
  });
});
