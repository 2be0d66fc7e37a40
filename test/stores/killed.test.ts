import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { command } from '#adapters/database/statement.ts';
import { engines } from '../support/engines.ts';

const writer = fileURLToPath(new URL('../support/writer-process.ts', import.meta.url));

test('when the process is killed while it writes, nothing it acknowledged is lost, and nothing can be used again', async () => {
  await using db = await engines.sqlite({ synchronous: 'full' });
  assert.ok('file' in db.options);
  for (let round = 0; round < 4; round++) {
    const child = spawn(process.execPath, [writer, db.options.file, String(round)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let heard = '';
    child.stdout.on('data', (data) => {
      heard += String(data);
      if (heard.length > 3_000 + round * 2_500) child.kill('SIGKILL');
    });
    await once(child, 'close');
    // The last line may have been cut off.
    const acknowledged = heard.split('\n').slice(0, -1);
    assert.ok(acknowledged.length > 100);
    const { store } = await db.another();
    for (const id of acknowledged) assert.equal(await store.once.use(id, 1), false, id);
    const checked = await db.database.all(command('pragma integrity_check', true));
    assert.deepEqual(
      checked.map((row) => row['integrity_check']),
      ['ok'],
    );
  }
});
