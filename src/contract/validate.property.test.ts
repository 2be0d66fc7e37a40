import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Failure } from '#domain/failures.ts';
import { identityPoolsModel, type ServiceModel, userPoolsModel } from './model.ts';
import { validatorOf } from './validate.ts';

const everyOperation: [ServiceModel, string][] = [userPoolsModel, identityPoolsModel].flatMap((model) =>
  Object.keys(model.operations).map((name): [ServiceModel, string] => [model, name]),
);

test('any JSON is either read or refused, and reading changes no prototype', () => {
  fc.assert(
    fc.property(fc.constantFrom(...everyOperation), fc.json({ noUnicodeString: false }), ([model, name], json) => {
      try {
        const read = validatorOf(model, name)(JSON.parse(json));
        assert.equal(Object.getPrototypeOf(read), Object.prototype);
      } catch (error) {
        assert.ok(error instanceof Failure, String(error));
      }
      assert.deepEqual(Object.keys(Object.prototype), []);
    }),
    { numRuns: 2000 },
  );
});

/** Inputs of the right form with odd values at the members' own names. */
const oddInput = (model: ServiceModel, shapeName: string, depth = 0): fc.Arbitrary<unknown> => {
  const shape = model.shapes[shapeName] ?? { type: shapeName };
  const inner = (name: string) => (depth > 4 ? fc.constant(null) : oddInput(model, name, depth + 1));
  switch (shape.type) {
    case 'structure': {
      const members = Object.entries(shape.members ?? {}).map(([name, member]) => [name, inner(member)]);
      return fc.record(Object.fromEntries(members) as Record<string, fc.Arbitrary<unknown>>, { requiredKeys: [] });
    }
    case 'list':
      return fc.array(inner(shape.member ?? 'string'), { maxLength: 3 });
    case 'map':
      return fc.dictionary(fc.string({ unit: 'grapheme' }), inner(shape.value ?? 'string'), { maxKeys: 3 });
    case 'string':
      return fc.oneof(
        fc.string({ unit: 'binary', maxLength: 20 }),
        fc.constantFrom('', ...(shape.enum ?? [])),
        fc.jsonValue(),
      );
    default:
      return fc.oneof(fc.integer(), fc.boolean(), fc.double(), fc.jsonValue());
  }
};

test('any input of the right form is either read or refused', () => {
  for (const [model, name] of everyOperation) {
    const validate = validatorOf(model, name);
    fc.assert(
      fc.property(oddInput(model, model.operations[name]?.input ?? ''), (input) => {
        try {
          validate(input);
        } catch (error) {
          assert.ok(error instanceof Failure, String(error));
        }
      }),
      { numRuns: 20 },
    );
  }
});

test('the answer counts exactly the constraints that are broken', () => {
  const name = fc.constantFrom(
    { value: 'ok', broken: 0 },
    { value: '', broken: 2 },
    { value: 'a b', broken: 1 },
    { value: 'x'.repeat(129), broken: 1 },
    { value: undefined, broken: 1 },
  );
  const attribute = fc.constantFrom(
    { value: { Name: 'email', Value: 'x' }, broken: 0 },
    { value: { Name: 'e\u0001' }, broken: 1 },
    { value: { Name: 'x'.repeat(33), Value: 'x'.repeat(2049) }, broken: 2 },
    { value: {}, broken: 1 },
  );
  const password = fc.constantFrom(
    { value: undefined, broken: 0 },
    { value: 'p'.repeat(257), broken: 1 },
    { value: 'two words', broken: 1 },
  );
  fc.assert(
    fc.property(name, password, fc.array(attribute, { maxLength: 20 }), (username, secret, attributes) => {
      const parts = [username, secret, ...attributes];
      const expected = parts.reduce((sum, { broken }) => sum + broken, 0);
      const input = {
        ClientId: 'c',
        Username: username.value,
        Password: secret.value,
        UserAttributes: attributes.map(({ value }) => value),
      };
      let message = '';
      try {
        validatorOf(userPoolsModel, 'SignUp')(input);
      } catch (error) {
        message = (error as Error).message;
      }
      const [counted = '0'] = message.match(/^\d+/) ?? [];
      assert.equal(Number(counted), expected, message);
      assert.equal(message === '' ? 0 : message.split('; ').length, expected, message);
      assert.equal(message.startsWith('1 validation error detected: '), expected === 1);
    }),
    { numRuns: 1000 },
  );
});
