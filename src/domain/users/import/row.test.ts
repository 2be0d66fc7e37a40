import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { rulePool } from '../../../../test/support/rule-pool.ts';
import { Failure } from '../../failures.ts';
import type { Pool } from '../../pools/pool.ts';
import type { ImportAlgorithm } from '../import-job.ts';
import { importColumns, readHeader } from './header.ts';
import { importedUser } from './row.ts';

const pool = rulePool({ AutoVerifiedAttributes: ['email'] }, [
  { Name: 'name', Required: true },
  { Name: 'paid', AttributeDataType: 'Boolean' },
  { Name: 'secret', AttributeDataType: 'String', DeveloperOnlyAttribute: true },
]);
const hash = `$argon2id$v=19$m=19456,t=2,p=1$${'c2FsdHNhbHQ'}$${'A'.repeat(43)}`;

const read = (header: string, line: string, of: Pool = pool, algorithm?: ImportAlgorithm) =>
  importedUser({ pool: of, columns: readHeader(of, header), algorithm }, line, 'sub-1', 7);
const refused = (message: string | RegExp) => ({ failure: 'invalidParameter', message });

suite('the header of an import file', () => {
  test('unknown, doubled and missing columns are refused', () => {
    assert.throws(() => readHeader(pool, 'cognito:username,colour'), refused(/does not know: colour/));
    assert.throws(() => readHeader(pool, 'cognito:username,sub'), refused(/does not know: sub/));
    assert.throws(() => readHeader(pool, 'cognito:username,dev:custom:secret'), refused(/does not know/));
    assert.throws(() => readHeader(pool, 'cognito:username,email,email'), refused(/twice: email/));
    assert.throws(() => readHeader(pool, 'email'), refused(/lacks the column cognito:username/));
    assert.throws(() => readHeader(pool, ' '), refused('The file has no header.'));
  });

  test('what GetCSVHeader answers is a header, in any order', () => {
    const columns = importColumns(pool);
    assert.deepEqual(columns.slice(-4), ['custom:paid', 'cognito:mfa_enabled', 'cognito:username', 'password_hash']);
    assert.deepEqual(readHeader(pool, columns.toReversed().join(',')), columns.toReversed());
  });
});

suite('a row of an import file', () => {
  // ledger: StartUserImportJob differs — columns that no user needs may be left out, and a pool that verifies nothing by itself may import; AWS wants every column, and an attribute that it verifies
  test('needs no more columns than its user, nor a pool that verifies addresses by itself', () => {
    const bare = rulePool({});
    const user = read('cognito:username', 'ada', bare);
    assert.deepEqual([user.username, user.status, user.attributes], ['ada', 'RESET_REQUIRED', {}]);
  });

  const header = 'cognito:username,name,email,email_verified,birthdate,custom:paid,cognito:mfa_enabled,password_hash';

  test('what stands for no user is refused with the reason', () => {
    const unverified =
      'The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).';
    const cases = [
      ['ada,Ada', 'The number of fields in the row differs from the header.'],
      [',Ada,a@example.com,TRUE,,,FALSE,', 'The row has no valid cognito:username.'],
      ['a da,Ada,a@example.com,TRUE,,,FALSE,', 'The row has no valid cognito:username.'],
      ['ada,Ada,a@example.com,FALSE,,,FALSE,', unverified],
      ['ada,Ada,,,,,FALSE,', unverified],
      ['ada,Ada,,TRUE,,,FALSE,', /^Email is required/],
      ['ada,Ada,nobody,TRUE,,,FALSE,', 'Invalid email address format.'],
      ['ada,,a@example.com,TRUE,,,FALSE,', /The attribute name.formatted is required/],
      ['ada,Ada,a@example.com,TRUE,1815-12-10,,FALSE,', 'birthdate must be a date of the form mm/dd/yyyy.'],
      ['ada,Ada,a@example.com,TRUE,13/10/1815,,FALSE,', 'birthdate must be a date of the form mm/dd/yyyy.'],
      ['ada,Ada,a@example.com,TRUE,02/30/1815,,FALSE,', 'birthdate must be a date of the form mm/dd/yyyy.'],
      ['ada,Ada,a@example.com,TRUE,,maybe,FALSE,', /custom:paid: Attribute value must be a boolean/],
      ['ada,Ada,a@example.com,TRUE,,,yes,', 'cognito:mfa_enabled must be TRUE or FALSE.'],
      ['ada,Ada,a@example.com,TRUE,,,TRUE,', 'Multi-factor sign-in is not supported by this server yet.'],
      [`ada,Ada,a@example.com,TRUE,,,FALSE,x`, /names no hashing algorithm/],
      [`ada,${'a'.repeat(16_000)},a@example.com,TRUE,,,FALSE,`, /longer than 16000/],
    ] as const;
    for (const [line, message] of cases) assert.throws(() => read(header, line), refused(message), line);
  });

  test('a hash of another algorithm, or beyond the ceilings, is refused', () => {
    const line = (text: string) => `ada,Ada,a@example.com,TRUE,,,FALSE,${text.replaceAll(',', '\\,')}`;
    assert.throws(() => read(header, line(hash), pool, 'BCRYPT'), refused(/no BCRYPT hash/));
    const costly = hash.replace('m=19456', 'm=1048576');
    assert.throws(() => read(header, line(costly), pool, 'ARGON2ID'), refused(/no ARGON2ID hash/));
    const user = read(header, line(hash), pool, 'ARGON2ID');
    assert.equal(user.status, 'CONFIRMED');
    assert.deepEqual(user.password, { hash, srp: undefined, setAt: 7 });
  });

  test('without a hash the user has to reset the password; dates and flags are turned into attributes', () => {
    const user = read(header, String.raw`ada,Lovelace\, Ada,a@example.com,TRUE,12/10/1815,TRUE,FALSE,`);
    assert.deepEqual(
      [user.username, user.status, user.enabled, user.password],
      ['ada', 'RESET_REQUIRED', true, undefined],
    );
    assert.deepEqual(user.attributes, {
      ...{ name: 'Lovelace, Ada', email: 'a@example.com', email_verified: 'true' },
      ...{ birthdate: '1815-12-10', 'custom:paid': 'true' },
    });
  });

  test('an address may be missing where its flag is FALSE', () => {
    const columns = 'cognito:username,name,email,email_verified,phone_number,phone_number_verified';
    const user = read(columns, 'ada,Ada,a@example.com,TRUE,,FALSE');
    assert.deepEqual(user.attributes, { name: 'Ada', email: 'a@example.com', email_verified: 'true' });
    const numbered = read(columns, 'ada,Ada,a@example.com,TRUE,+15555550100,FALSE');
    assert.equal(numbered.attributes['phone_number_verified'], 'false');
  });

  test('where addresses are usernames, the address names the user and the username is its sub', () => {
    const addressed = rulePool({ UsernameAttributes: ['email'], AutoVerifiedAttributes: ['email'] });
    for (const line of ['a@example.com,TRUE,', 'a@example.com,TRUE,a@example.com']) {
      const user = read('email,email_verified,cognito:username', line, addressed);
      assert.deepEqual([user.username, user.attributes['email']], ['sub-1', 'a@example.com']);
    }
    assert.throws(() => read('email,email_verified', ',TRUE', addressed), refused(/no valid cognito:username/));
  });

  test('whatever a row says, it stands for a user or is refused', () => {
    const columns = importColumns(pool);
    const file = { pool, columns, algorithm: 'BCRYPT' } as const;
    const cell = fc.constantFrom(
      '',
      'TRUE',
      'a@example.com',
      'ada',
      '12/10/1815',
      '7',
      '\\',
      'x\0',
      '\ud800',
      '$2b$10$',
    );
    const rows = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(cell, { minLength: columns.length, maxLength: columns.length }).map((cells) => cells.join(',')),
    );
    fc.assert(
      fc.property(rows, (row) => {
        try {
          assert.equal(importedUser(file, row, 'sub-1', 7).sub, 'sub-1');
        } catch (error) {
          assert.ok(error instanceof Failure, String(error));
        }
      }),
    );
  });
});
