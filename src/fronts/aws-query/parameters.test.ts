import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { type Parameter, parametersOf, valueOf } from './parameters.ts';

const refusal = (message: RegExp) => ({ code: 'MalformedQueryString', message });
const at = (root: Parameter, name: string) =>
  name.split('.').reduce<Parameter | undefined>((inner, step) => inner?.inner.get(step), root)?.value;

suite('a form is refused', () => {
  for (const [what, form, message] of [
    ['with half an escape', 'Action=%4', /URL-encoded/],
    ['with an escape that is no UTF-8', 'Action=%ff', /URL-encoded/],
    ['with an escape in a name that is no UTF-8', '%c3=1', /URL-encoded/],
    ['with a parameter given twice', 'A=1&B=2&A=1', /given twice/],
    ['with a parameter given twice, once escaped', 'A=1&%41=1', /given twice/],
    ['with a parameter nested too deep', `${'a.'.repeat(10)}a=1`, /too deep/],
    [
      'with more parameters than any operation takes',
      'a=1&'.repeat(5_001).replace(/a/g, () => `a${Math.random()}`),
      /more than/,
    ],
  ] as const) {
    test(what, () => assert.throws(() => parametersOf(form), refusal(message)));
  }

  test('with bytes that are no UTF-8', () => {
    assert.throws(() => parametersOf('', new Uint8Array([0x41, 0x3d, 0xff])), refusal(/not UTF-8/));
  });

  test('with a parameter that the query string has too', () => {
    assert.throws(() => parametersOf('Action=GetUser', Buffer.from('Action=DeleteUser')), refusal(/given twice/));
  });
});

suite('a form', () => {
  test('has its parameters by name, escaped or not, with plus as a space', () => {
    const root = parametersOf('A=a+b%2Bc&%42=%C3%A9&C', Buffer.from('D=x=y&&E='));
    assert.deepEqual(
      ['A', 'B', 'C', 'D', 'E', 'F'].map((name) => valueOf(root, name)),
      ['a b+c', 'é', '', 'x=y', '', undefined],
    );
  });

  test('has a parameter and those below it side by side', () => {
    const root = parametersOf('Tags=&Tags.member.1.Key=k');
    assert.equal(at(root, 'Tags'), '');
    assert.equal(at(root, 'Tags.member.1.Key'), 'k');
  });

  test('keeps names such as __proto__ to itself', () => {
    const root = parametersOf('__proto__.Action=x&constructor=y');
    assert.equal(valueOf(root, 'Action'), undefined);
    assert.equal(valueOf(root, 'constructor'), 'y');
    assert.equal(({} as Record<string, unknown>)['Action'], undefined);
  });

  test('gives back every value that URLSearchParams wrote', () => {
    const word = fc
      .string({ unit: 'binary', minLength: 1 })
      .filter((text) => text.isWellFormed() && !text.includes('.'));
    fc.assert(
      fc.property(
        fc.dictionary(
          word,
          fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
        ),
        (given) => {
          const root = parametersOf('', Buffer.from(new URLSearchParams(given).toString()));
          for (const [name, value] of Object.entries(given)) assert.equal(valueOf(root, name), value);
          assert.equal(root.inner.size, Object.keys(given).length);
        },
      ),
    );
  });

  test('of any bytes is read or refused, never anything else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          parametersOf('', bytes);
        } catch (error) {
          assert.equal((error as { code?: string }).code, 'MalformedQueryString');
        }
      }),
    );
  });
});
