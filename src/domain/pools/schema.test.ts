import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { SchemaAttribute } from './pool.ts';
import { checkSchemaWith, schemaOf, withCustomAttributes } from './schema.ts';
import { standardAttributes } from './standard-attributes.ts';

type Given = Partial<SchemaAttribute>;
const custom = (Name: string, more: Given = {}): Given => ({ Name, AttributeDataType: 'String', ...more });
const named = (schema: readonly SchemaAttribute[], name: string) => schema.find(({ Name }) => Name === name);

suite('a schema', () => {
  const refusals: readonly (readonly [string, Given, string])[] = [
    [
      'a required custom attribute',
      custom('tier', { Required: true }),
      'Required custom attributes are not supported currently.',
    ],
    [
      'a custom attribute without a type',
      { Name: 'tier' },
      'Invalid AttributeDataType input, consider using the provided AttributeDataType enum.',
    ],
    [
      'a standard attribute of another type',
      { Name: 'email', AttributeDataType: 'Number' },
      'You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email',
    ],
    [
      'a standard attribute for developers only',
      { Name: 'email', AttributeDataType: 'String', DeveloperOnlyAttribute: true },
      'You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email',
    ],
    ['a sub that can change', { Name: 'sub', Mutable: true }, 'You can not change the standard schema attribute sub'],
    [
      'a verified flag that everyone must give',
      { Name: 'email_verified', Required: true },
      'The attribute email_verified can not be required.',
    ],
    [
      'values beyond 2,048 characters',
      custom('bio', { StringAttributeConstraints: { MaxLength: '2049' } }),
      'user.custom:bio: String attributes cannot have a length of more than 2048',
    ],
    [
      'a longest length below the shortest',
      custom('bio', { StringAttributeConstraints: { MinLength: '9', MaxLength: '8' } }),
      'user.custom:bio: Max length cannot be less than min length.',
    ],
    [
      'a length that is no number',
      custom('bio', { StringAttributeConstraints: { MinLength: '1e3' } }),
      'Invalid StringAttributeConstraints for schema attribute custom:bio',
    ],
    [
      'a highest number below the lowest',
      { Name: 'age', AttributeDataType: 'Number', NumberAttributeConstraints: { MinValue: '2', MaxValue: '1' } },
      'user.custom:age: Max value cannot be less than min value.',
    ],
    [
      'lengths for a number',
      { Name: 'age', AttributeDataType: 'Number', StringAttributeConstraints: { MinLength: '1' } },
      'Invalid StringAttributeConstraints for schema attribute custom:age',
    ],
    [
      'values for a text',
      custom('age', { NumberAttributeConstraints: { MinValue: '1' } }),
      'Invalid NumberAttributeConstraints for schema attribute custom:age',
    ],
  ];
  for (const [what, given, message] of refusals) {
    test(`refuses ${what}`, () => assert.throws(() => schemaOf([given]), { failure: 'invalidParameter', message }));
  }

  test('refuses a name that is there already, be it standard or custom', () => {
    const message = 'custom:tier: Existing attribute already has name custom:tier.';
    assert.throws(() => schemaOf([custom('tier'), custom('tier')]), { message });
    assert.throws(() => withCustomAttributes(schemaOf([custom('tier')]), [custom('tier')]), { message });
    assert.throws(() => schemaOf([custom('email'), custom('email')]), {
      message: 'email: Existing attribute already has name email.',
    });
  });

  test('refuses the 51st custom attribute', () => {
    const fifty = withCustomAttributes(
      schemaOf(),
      Array.from({ length: 50 }, (_, i) => custom(`a${i}`)),
    );
    assert.equal(fifty.length, standardAttributes.length + 50);
    assert.throws(() => withCustomAttributes(fifty, [custom('one-more')]), { failure: 'invalidParameter' });
  });

  test('refuses preferred_username as an alias that is required', () => {
    const schema = schemaOf([{ Name: 'preferred_username', Required: true }]);
    assert.throws(() => checkSchemaWith({ AliasAttributes: ['preferred_username'] }, schema), {
      failure: 'invalidParameter',
    });
    checkSchemaWith({ AliasAttributes: ['email'] }, schema);
  });

  test('has every standard attribute, which only an entry with a type can limit', () => {
    const limits = { MinLength: '5', MaxLength: '50' };
    const schema = schemaOf([
      { Name: 'email', AttributeDataType: 'String', Required: true, StringAttributeConstraints: limits },
      { Name: 'name', Mutable: false, StringAttributeConstraints: limits },
    ]);
    assert.deepEqual(
      schema.map(({ Name }) => Name),
      standardAttributes.map(({ Name }) => Name),
    );
    assert.deepEqual(named(schema, 'email')?.StringAttributeConstraints, limits);
    assert.equal(named(schema, 'email')?.Required, true);
    assert.deepEqual(named(schema, 'name')?.StringAttributeConstraints, { MinLength: '0', MaxLength: '2048' });
    assert.equal(named(schema, 'name')?.Mutable, false);
    assert.deepEqual(named(schema, 'birthdate')?.StringAttributeConstraints, { MinLength: '10', MaxLength: '10' });
  });

  test('puts custom: before the names of custom attributes, and dev:custom: where only administrators write them', () => {
    const schema = withCustomAttributes(schemaOf(), [
      custom('tier'),
      custom('email'),
      { Name: 'score', AttributeDataType: 'Number', DeveloperOnlyAttribute: true, Mutable: false },
    ]);
    assert.deepEqual(schema.slice(standardAttributes.length), [
      {
        Name: 'custom:tier',
        AttributeDataType: 'String',
        DeveloperOnlyAttribute: false,
        Mutable: true,
        Required: false,
        StringAttributeConstraints: {},
      },
      {
        Name: 'custom:email',
        AttributeDataType: 'String',
        DeveloperOnlyAttribute: false,
        Mutable: true,
        Required: false,
        StringAttributeConstraints: {},
      },
      {
        Name: 'dev:custom:score',
        AttributeDataType: 'Number',
        DeveloperOnlyAttribute: true,
        Mutable: false,
        Required: false,
        NumberAttributeConstraints: {},
      },
    ]);
  });
});
