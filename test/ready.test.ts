import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';

type Packages = Readonly<Record<string, { version: string; dev?: boolean; optional?: boolean }>>;

/** Whether the first step of `npm start` would install: in a folder with this lockfile and this already installed. */
async function installs(listed: Packages, installed: Packages | undefined, ...flags: readonly string[]) {
  const root = await mkdtemp(join(tmpdir(), 'cenote-ready-'));
  try {
    await Promise.all([mkdir(join(root, 'bin')), mkdir(join(root, 'node_modules', 'typescript'), { recursive: true })]);
    const script = join(root, 'bin', 'ready.js');
    await copyFile(join(import.meta.dirname, '../bin/ready.js'), script);
    await writeFile(join(root, 'package.json'), '{"type":"module"}');
    await writeFile(join(root, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...listed } }));
    if (installed) {
      const hidden = join(root, 'node_modules', '.package-lock.json');
      await writeFile(hidden, JSON.stringify({ packages: installed }));
      await utimes(hidden, 0, 0);
    }
    // Where there is no npm, whoever would install says so and fails.
    const said = await new Promise<string>((resolve) => {
      const options = { env: { PATH: dirname(script) } };
      execFile(process.execPath, [script, ...flags], options, (_error, _out, stderr) => resolve(stderr));
    });
    return said.includes('installing what package-lock.json lists');
  } finally {
    await rm(root, { recursive: true });
  }
}

describe('the first step of npm start', () => {
  const listed = {
    'node_modules/hono': { version: '4.0.0' },
    'node_modules/knip': { version: '6.0.0', dev: true },
    'node_modules/other-platform': { version: '1.0.0', optional: true },
  };
  const { 'node_modules/other-platform': _other, ...installed } = listed;

  test('installs when nothing is installed', async () => {
    assert.equal(await installs(listed, undefined), true);
  });

  test('installs what is listed in another version', async () => {
    assert.equal(await installs(listed, { ...installed, 'node_modules/hono': { version: '3.9.0' } }), true);
  });

  test('installs what has been added, tools too', async () => {
    assert.equal(await installs({ ...listed, 'node_modules/zod': { version: '4.0.0' } }, installed), true);
    assert.equal(
      await installs({ ...listed, 'node_modules/oxlint': { version: '1.0.0', dev: true } }, installed),
      true,
    );
  });

  test('leaves alone what is installed as listed, however new the lockfile is', async () => {
    assert.equal(await installs(listed, installed, '--dev'), false);
  });
});
