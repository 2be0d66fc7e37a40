import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { rulePool } from '../../../test/support/rule-pool.ts';
import { clientFrom } from '../pools/client.ts';
import type { ClientSettings } from '../pools/client-settings.ts';
import {
  attributeList,
  attributeRecord,
  checkAttributes,
  checkRemoval,
  refuseUnwritable,
  withAttributes,
} from './attributes.ts';
import { newUser } from './new-user.ts';

const pool = rulePool({}, [
  { Name: 'email', Required: true },
  { Name: 'name', Required: true },
  { Name: 'given_name', Mutable: false },
  { Name: 'tier', AttributeDataType: 'String', StringAttributeConstraints: { MinLength: '2', MaxLength: '4' } },
  { Name: 'score', AttributeDataType: 'Number', NumberAttributeConstraints: { MinValue: '1', MaxValue: '9' } },
  { Name: 'paid', AttributeDataType: 'Boolean' },
  { Name: 'since', AttributeDataType: 'DateTime' },
  { Name: 'note', AttributeDataType: 'String', DeveloperOnlyAttribute: true },
]);
const complete = { email: 'ada@example.com', name: 'Ada' };
const refused = (message: string | RegExp) => ({ code: 'InvalidParameterException', message });
const nonconforming = (text: string) => refused(`Attributes did not conform to the schema: ${text}\n`);

suite('attributes that are to be written', () => {
  test('each that breaks the schema is named in AWS’s words', () => {
    const cases = [
      [{ 'custom:x': '1' }, 'custom:x: Attribute does not exist in the schema.'],
      [{ identities: '[]' }, 'identities: Attribute does not exist in the schema.'],
      [JSON.parse('{"__proto__":"x"}'), '__proto__: Attribute does not exist in the schema.'],
      [{ 'custom:tier': 'a' }, 'custom:tier: String must have a length of at least 2.'],
      [{ 'custom:tier': 'abcde' }, 'custom:tier: String must have a length of at most 4.'],
      [{ 'custom:score': '0' }, 'custom:score: Number must be at least 1.'],
      [{ 'custom:score': '10' }, 'custom:score: Number must be at most 9.'],
      [{ 'custom:score': 'two' }, 'custom:score: Attribute value must be a number.'],
      [{ 'custom:score': '0x5' }, 'custom:score: Attribute value must be a number.'],
      [{ 'custom:paid': 'yes' }, 'custom:paid: Attribute value must be a boolean.'],
      [{ 'custom:since': 'soon' }, 'custom:since: Attribute value must be a date.'],
      [{ birthdate: '1815-12-1' }, 'birthdate: String must have a length of at least 10.'],
      [{ updated_at: '-1' }, 'updated_at: Number must be at least 0.'],
      [{ email_verified: 'maybe' }, 'email_verified: Attribute value must be a boolean.'],
      [{ nickname: 'a'.repeat(2_049) }, 'nickname: String attributes cannot have a length of more than 2048'],
      [{ nickname: 'a\0' }, 'nickname: String contains characters that cannot be stored.'],
      [{ nickname: 'a\ud800' }, 'nickname: String contains characters that cannot be stored.'],
    ] as const;
    for (const [given, text] of cases) {
      assert.throws(() => checkAttributes(pool, given as Record<string, string>, 'update'), nonconforming(text));
    }
  });

  test('malformed addresses are refused before the schema is asked', () => {
    assert.throws(
      () => checkAttributes(pool, { email: 'ada', x: '' }, 'create'),
      refused('Invalid email address format.'),
    );
    assert.throws(
      () => checkAttributes(pool, { phone_number: '12' }, 'create'),
      refused('Invalid phone number format.'),
    );
  });

  test('required ones have to be there when a user signs up, all that are missing are named', () => {
    const text = 'name.formatted: The attribute name.formatted is required\nemail: The attribute is required';
    assert.throws(() => checkAttributes(pool, {}, 'create'), nonconforming(text));
    checkAttributes(pool, complete, 'create');
  });

  test('an administrator may leave required ones out, but nobody may empty them', () => {
    checkAttributes(pool, {}, 'adminCreate');
    checkAttributes(pool, {}, 'update');
    for (const purpose of ['adminCreate', 'update'] as const) {
      const given = { email: '' };
      assert.throws(() => checkAttributes(pool, given, purpose), nonconforming('email: The attribute is required'));
    }
  });

  test('immutable ones can be written only with a new user, and sub never', () => {
    checkAttributes(pool, { ...complete, given_name: 'Ada' }, 'create');
    checkAttributes(pool, { given_name: 'Ada' }, 'adminCreate');
    const fixed = refused('user.given_name: Attribute cannot be updated.\n');
    assert.throws(() => checkAttributes(pool, { given_name: 'Eve' }, 'update'), fixed);
    for (const purpose of ['create', 'adminCreate', 'update'] as const) {
      const given = { ...complete, sub: 'x' };
      assert.throws(() => checkAttributes(pool, given, purpose), refused('user.sub: Attribute cannot be updated.\n'));
    }
  });

  test('a preferred username that is an alias may not read like an address that is one too', () => {
    const aliased = rulePool({ AliasAttributes: ['email', 'phone_number', 'preferred_username'] });
    for (const preferred_username of ['ada@example.com', '+12065550100']) {
      assert.throws(
        () => checkAttributes(aliased, { preferred_username }, 'update'),
        refused(/^preferred_username cannot be/),
      );
      checkAttributes(rulePool({ AliasAttributes: ['preferred_username'] }), { preferred_username }, 'update');
    }
  });
});

suite('attributes that are to be removed', () => {
  test('unknown, immutable and required ones are refused', () => {
    assert.throws(
      () => checkRemoval(pool, ['custom:foo', 'nickname', 'identities']),
      refused(
        'Invalid user attributes: user.custom:foo: Attribute does not exist in the schema.\n' +
          'user.identities: Attribute does not exist in the schema.\n',
      ),
    );
    assert.throws(
      () => checkRemoval(pool, ['given_name', 'sub', 'email']),
      refused(
        'Invalid user attributes: user.given_name: Attribute cannot be updated.\n' +
          'user.sub: Attribute cannot be updated.\nuser.email: The attribute is required\n',
      ),
    );
    checkRemoval(pool, ['nickname', 'custom:tier']);
  });
});

suite('attributes after a change', () => {
  test('a flag without the address it is about is refused', () => {
    assert.throws(() => withAttributes({}, { email_verified: 'true' }), refused(/^Email is required/));
    assert.throws(() => withAttributes({}, { phone_number_verified: 'false' }), refused(/^Phone Number is required/));
  });

  test('flags are kept in lower case, so that a verified address counts as one however it was written', () => {
    const next = withAttributes({}, { email: 'ada@example.com', email_verified: 'True' });
    assert.deepEqual(next, { email: 'ada@example.com', email_verified: 'true' });
  });

  test('empty values remove, and with an address goes its flag', () => {
    const current = { email: 'ada@example.com', email_verified: 'true', nickname: 'a', zoneinfo: 'UTC' };
    assert.deepEqual(withAttributes(current, { email: '', nickname: '' }), { zoneinfo: 'UTC' });
    assert.deepEqual(withAttributes(current, { email: '', email_verified: 'true', nickname: '' }), { zoneinfo: 'UTC' });
  });
});

suite('attributes on the wire', () => {
  test('of a name given twice the last value counts, and no name is special', () => {
    const record = attributeRecord([
      { Name: 'a', Value: '1' },
      { Name: '__proto__', Value: '2' },
      { Name: 'a', Value: '3' },
      { Name: 'b' },
    ]);
    assert.deepEqual(Object.entries(record), [
      ['a', '3'],
      ['__proto__', '2'],
      ['b', ''],
    ]);
  });

  test('sub comes first, and linked accounts come as one JSON text', () => {
    const user = newUser({ poolId: 'p', sub: 's', username: 'ada', status: 'CONFIRMED', attributes: complete, now: 0 });
    const identity = {
      providerName: 'Google',
      providerType: 'Google',
      userId: '1',
      issuer: null,
      primary: true,
      dateCreated: 5,
    };
    const list = attributeList({ ...user, identities: [identity] });
    assert.deepEqual(
      list.map(({ Name }) => Name),
      ['sub', 'email', 'name', 'email_verified', 'identities'],
    );
    assert.deepEqual(JSON.parse(list.at(-1)!.Value), [identity]);
    assert.deepEqual(attributeList(user, new Set(['name'])), [
      { Name: 'sub', Value: 's' },
      { Name: 'name', Value: 'Ada' },
    ]);
  });

  test('a client writes what it was given to write, and never flags or developer-only attributes', () => {
    const client = (settings: ClientSettings) =>
      clientFrom({ id: 'c', poolId: 'p', name: 'c', createdAt: 0, modifiedAt: 0, secrets: [], settings });
    const denied = { code: 'NotAuthorizedException', message: 'A client attempted to write unauthorized attribute' };
    for (const name of ['email_verified', 'phone_number_verified', 'dev:custom:note']) {
      assert.throws(() => refuseUnwritable(client({}), [name]), denied);
    }
    assert.throws(() => refuseUnwritable(client({ WriteAttributes: ['name'] }), ['name', 'email']), denied);
    refuseUnwritable(client({ WriteAttributes: ['name'] }), ['name']);
    refuseUnwritable(client({}), ['email']);
  });
});
