import assert from 'node:assert/strict';
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);
let folder = '';
let program = '';

/** Packs the project and installs the package in an empty folder, with what it depends on at run time and no more. */
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cenote-package-'));
  const { stdout } = await run('npm', ['pack', '--json', '--silent', '--pack-destination', folder], {
    cwd: root,
    shell: process.platform === 'win32',
  });
  const [{ filename }] = JSON.parse(stdout.slice(stdout.search(/^\[/m))) as [{ filename: string }];
  await run('tar', ['-xzf', filename], { cwd: folder });

  const installed = join(folder, 'node_modules');
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean }>;
  };
  for (const [path, { dev }] of Object.entries(packages)) {
    const nested = path.lastIndexOf('node_modules/') > 0;
    if (dev || nested || path === '' || !existsSync(join(root, path))) continue;
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await symlink(join(root, path), join(folder, path), 'junction');
  }
  await rename(join(folder, 'package'), join(installed, 'cenote'));
  program = join(installed, 'cenote/bin/cenote.js');
});
after(() => rm(folder, { recursive: true, force: true }));

test('the package holds no sources, no tests and no secrets of the machine it was made on', async () => {
  const files = await import('node:fs').then(({ globSync }) =>
    globSync('**/*', { cwd: join(folder, 'node_modules/cenote') }),
  );
  assert.deepEqual(
    files.filter((file) => /\.ts$|\.test\.|^src|^test|^data|\.npmrc|\.env/.test(file)),
    [],
  );
  for (const needed of ['LICENSE', 'NOTICE', 'README.md', 'dist/cli/main.js'])
    assert.ok(files.includes(needed), needed);
});

test('packages that a checkout only links to are left alone', async () => {
  const [checkout, shared] = [join(folder, 'checkout'), join(folder, 'shared')];
  await mkdir(join(checkout, 'bin'), { recursive: true });
  await mkdir(join(shared, 'typescript'), { recursive: true });
  await symlink(shared, join(checkout, 'node_modules'), 'junction');
  for (const file of ['bin/ready.js', 'package.json', 'package-lock.json'])
    await copyFile(join(root, file), join(checkout, file));
  const { stderr } = await run(process.execPath, [join(checkout, 'bin/ready.js')]);
  assert.match(stderr, /links to, is not what package-lock.json lists/);
  assert.ok(existsSync(join(shared, 'typescript')));
});

test('the packaged program runs, and serves until it is stopped', async () => {
  const { stdout } = await run(process.execPath, [program, 'version']);
  assert.match(stdout, /^Cenote \d/);

  const port = await freePort();
  const server = spawn(process.execPath, [program, 'start', '--port', String(port), '--data', join(folder, 'data')], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(server, 'exit');
  try {
    assert.equal(await statusOf(`http://127.0.0.1:${port}/readyz`), 200);
  } finally {
    server.kill('SIGTERM');
  }
  assert.deepEqual(await exited, [0, null]);
});

const older = olderNode();
test(
  'under an older Node, the package hands over to its own',
  { skip: !older && 'no Node before 24.15 is on the PATH' },
  async () => {
    const { stdout } = await run(older ?? '', [program, 'version']);
    assert.match(stdout, /^Node 26\./m);
  },
);

/** A Node on the PATH that is too old for Cenote itself. */
function olderNode(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((path) => !path.includes('node_modules'));
  const found = folders
    .map((path) => join(path, process.platform === 'win32' ? 'node.exe' : 'node'))
    .find((path) => existsSync(path));
  if (!found) return undefined;
  const [major = 0, minor = 0] = execFileSync(found, ['--version'], { encoding: 'utf8' })
    .slice(1)
    .split('.')
    .map(Number);
  return major < 24 || (major === 24 && minor < 15) ? found : undefined;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

/** The status of the first answer; asks again while nobody listens yet. */
async function statusOf(url: string, tries = 200): Promise<number> {
  const answer = await fetch(url).catch(() => undefined);
  if (answer) return answer.status;
  if (tries === 0) return assert.fail(`${url} does not answer`);
  await new Promise((resolve) => setTimeout(resolve, 50));
  return statusOf(url, tries - 1);
}
