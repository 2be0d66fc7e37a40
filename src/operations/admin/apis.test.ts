import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { adminApis } from './apis.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/reference/admin-api.md'), 'utf8');

test('every operation has its input described, and a section of the page with every member', () => {
  for (const { model, operations } of adminApis) {
    assert.deepEqual(Object.keys(operations), Object.keys(model.operations));
    for (const [name, { input }] of Object.entries(model.operations)) {
      const [, section] = page.split(`## ${name}\n`);
      assert.ok(section, `${name} has no section`);
      const [own = ''] = section.split('\n## ');
      for (const member of Object.keys(model.shapes[input]?.members ?? {})) {
        assert.ok(own.includes(`\`${member}\``), `the section of ${name} does not name ${member}`);
      }
    }
  }
});
