import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { annotationsIn } from '../scripts/support/annotations.ts';
import { builtOperations, kebab, services } from '../scripts/support/operations.ts';

suite('the ledger', () => {
  const form = '// ledger: SignUp.UserAttributes honoured — required attributes are checked';

  test('refuses an annotation that it cannot read', () => {
    assert.throws(() => annotationsIn('a.test.ts', '// ledger: SignUp is fine'), /a\.test\.ts:1: not of the form/);
    assert.throws(() => annotationsIn('a.test.ts', form.replace('honoured', 'ignored')), /not of the form/);
  });

  test('refuses an annotation that stands above no test', () => {
    assert.throws(
      () => annotationsIn('a.test.ts', `${form}\nconst x = 1;`),
      /a\.test\.ts: a ledger annotation stands above no test/,
    );
    assert.throws(() => annotationsIn('a.test.ts', form), /stands above no test/);
  });

  test('reads several annotations above one test', () => {
    const source = `${form}\n  // ledger: SignUp differs — no SMS\n  test("it's checked", async () => {});`;
    assert.deepEqual(annotationsIn('a.test.ts', source), [
      {
        service: undefined,
        operation: 'SignUp',
        parameter: 'UserAttributes',
        verdict: 'honoured',
        text: 'required attributes are checked',
        path: 'a.test.ts',
        test: "it's checked",
      },
      {
        service: undefined,
        operation: 'SignUp',
        parameter: undefined,
        verdict: 'differs',
        text: 'no SMS',
        path: 'a.test.ts',
        test: "it's checked",
      },
    ]);
  });
});

suite('the index of operations', () => {
  for (const [name, file] of [
    ['ChangePassword', 'change-password'],
    ['AdminSetUserMFAPreference', 'admin-set-user-mfa-preference'],
    ['StartWebAuthnRegistration', 'start-web-authn-registration'],
    ['GetUICustomization', 'get-ui-customization'],
    ['GetCSVHeader', 'get-csv-header'],
  ] as const) {
    test(`looks for ${name} in ${file}.ts`, () => assert.equal(kebab(name), file));
  }

  test('has a file name of its own for every operation of a service', () => {
    for (const { model } of services) {
      const names = Object.keys(model.operations);
      assert.equal(new Set(names.map(kebab)).size, names.length);
    }
  });

  test('finds operations and leaves helpers out', async () => {
    const [userPools] = services;
    const found = await builtOperations(userPools.folder, userPools.model);
    assert.ok(found.some(({ name, functionName }) => name === 'InitiateAuth' && functionName === 'initiateAuth'));
    assert.ok(found.every(({ path }) => !path.includes('steps/') && !path.endsWith('.gen.ts')));
  });
});
