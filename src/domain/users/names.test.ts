import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { rulePool } from '../../../test/support/rule-pool.ts';
import { aliasCandidates, aliasesOf, foldName, isEmail, isPhoneNumber } from './names.ts';

suite('names', () => {
  test('what could be taken for two addresses, a header or no address at all is no e-mail address', () => {
    const texts = [
      ...['', 'ada', '@example.com', 'ada@', 'ada@example', 'ada@@example.com', 'ada@exa mple.com', 'ada@.com'],
      ...[
        'ada@example..com',
        'ada@example.com\n',
        'a\r\nBcc:eve@example.com',
        'a,eve@example.com',
        '<ada@example.com>',
      ],
      ...[
        '"ada lovelace"@example.com',
        'ada@[127.0.0.1]',
        'a\u0000@example.com',
        'a\u200b@example.com',
        '\ud800@example.com',
      ],
      ...[`${'a'.repeat(65)}@example.com`, `a@${`${'b'.repeat(60)}.`.repeat(5)}com`],
    ];
    for (const text of texts) assert.equal(isEmail(text), false, JSON.stringify(text));
  });

  test('addresses of every script are e-mail addresses', () => {
    for (const text of [
      'ada@example.com',
      'a.b+c@x-y.co.uk',
      "o'neil@example.com",
      'δοκιμή@παράδειγμα.gr',
      'dev@localhost',
    ]) {
      assert.equal(isEmail(text), true, text);
    }
  });

  test('a phone number is a plus, no leading zero and at most fifteen digits', () => {
    for (const text of ['4912345', '+', '+0123', '+49 123', '+1234567890123456', '+12a', '+12\n']) {
      assert.equal(isPhoneNumber(text), false, text);
    }
    for (const text of ['+12065550100', '+123456789012345']) assert.equal(isPhoneNumber(text), true);
  });

  test('names are compared in lower case only where the pool ignores case', () => {
    assert.equal(foldName(rulePool(), 'Ada'), 'Ada');
    assert.equal(foldName(rulePool({ UsernameConfiguration: { CaseSensitive: false } }), 'Ada'), 'ada');
  });

  test('an address is an alias only once it is verified; a preferred username and a username attribute at once', () => {
    const attributes = { email: 'ada@example.com', phone_number: '+12065550100', preferred_username: 'countess' };
    const aliases = rulePool({ AliasAttributes: ['email', 'phone_number', 'preferred_username'] });
    assert.deepEqual(aliasesOf(aliases, { ...attributes, email_verified: 'false', phone_number_verified: 'true' }), [
      { kind: 'phone_number', value: '+12065550100' },
      { kind: 'preferred_username', value: 'countess' },
    ]);
    assert.deepEqual(aliasesOf(rulePool({ UsernameAttributes: ['email'] }), attributes), [
      { kind: 'email', value: 'ada@example.com' },
    ]);
    assert.deepEqual(aliasesOf(rulePool(), { ...attributes, email_verified: 'true' }), []);
  });

  test('a typed name is tried only as what it could be', () => {
    const pool = rulePool({ AliasAttributes: ['email', 'phone_number', 'preferred_username'] });
    const kindsOf = (name: string): string[] => aliasCandidates(pool, name).map(({ kind }) => kind);
    assert.deepEqual(kindsOf('ada'), ['preferred_username']);
    assert.deepEqual(kindsOf('ada@example.com'), ['email', 'preferred_username']);
    assert.deepEqual(kindsOf('+12065550100'), ['phone_number', 'preferred_username']);
  });
});
