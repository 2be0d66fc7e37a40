import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';

test('a reader that stops reading is no fault', async () => {
  const cenote = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), '--help'], { stdio: 'pipe' });
  cenote.stdout.destroy();
  const said = text(cenote.stderr);
  assert.deepEqual(await once(cenote, 'exit'), [0, null]);
  assert.equal(await said, '');
});
