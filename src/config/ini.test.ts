import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readSection, withSection } from './ini.ts';

const text = `# mine
[default]
region = eu-west-1
s3 =
  max_concurrent_requests = 20

[profile work]
aws_access_key_id=AKIA # not a comment here
`;

test('a section that is not there is undefined, and a nested key is not the section’s', () => {
  assert.equal(readSection(text, 'work'), undefined);
  assert.deepEqual(readSection(text, 'default'), { region: 'eu-west-1', s3: '' });
});

test('setting keys leaves every other line as it was', () => {
  const changed = withSection(text, 'default', { region: 'us-east-1' });
  assert.equal(changed, text.replace('eu-west-1', 'us-east-1'));
});

test('a new section goes to the end, and an empty file gains only that', () => {
  assert.equal(withSection(text, 'new', { a: '1' }), `${text}\n[new]\na = 1\n`);
  assert.equal(withSection('', 'new', { a: '1' }), '[new]\na = 1\n');
});

test('what was set is read back, and other sections read as before', () => {
  const word = fc.stringMatching(/^[a-z_]{1,12}$/);
  const section = fc.dictionary(word, fc.stringMatching(/^[A-Za-z0-9/+=:.]{1,20}$/), {
    minKeys: 1,
    maxKeys: 4,
    noNullPrototype: true,
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(word, { minLength: 2, maxLength: 2 }),
      section,
      section,
      section,
      ([one = '', two = ''], first, second, third) => {
        const before = withSection(withSection('', one, first), two, second);
        const after = withSection(before, one, third);
        assert.deepEqual(readSection(after, one), { ...first, ...third });
        assert.deepEqual(readSection(after, two), readSection(before, two));
      },
    ),
  );
});
