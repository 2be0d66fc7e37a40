import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const program = (name: string) => fileURLToPath(new URL(`../bench/${name}`, import.meta.url));
const skip = process.platform === 'linux' ? false : 'the benchmark reads CPU times from /proc';

interface Report {
  readonly measurements: readonly { name: string; operationsPerSecond: number; limit: number }[];
  readonly growth: readonly { series: string }[];
  readonly footprint: { idle: number; ready: number };
}

const promised = [
  ...['JWKS', 'GetUser', 'AdminGetUser', 'refresh', 'SRP sign-in', 'password sign-in', 'SignUp', 'AdminCreateUser'],
  ...['GetId + GetCredentialsForIdentity, guest', 'GetId + GetCredentialsForIdentity, signed in'],
  ...['AssumeRoleWithWebIdentity', 'GetCallerIdentity, lasting key', 'GetCallerIdentity, session key'],
  ...['SigV4 verification', 'policy decision, allowed', 'policy decision, denied explicitly'],
];

test('npm run bench measures every workload beside its limit', { skip }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cenote-bench-test-'));
  try {
    const json = join(folder, 'report.json');
    const { stdout } = await run(process.execPath, [program('main.ts'), '--smoke', '--json', json]);
    const { measurements, growth, footprint } = JSON.parse(readFileSync(json, 'utf8')) as Report;
    const { stdout: list } = await run(process.execPath, [program('main.ts'), '--smoke', '--list']);
    const named = list.split('\n\n').map((paragraph) => paragraph.split('\n', 1)[0]);
    assert.deepEqual(
      measurements.map(({ name }) => name),
      named,
    );
    for (const { name, operationsPerSecond, limit } of measurements) {
      assert.ok(stdout.includes(name), name);
      assert.ok(operationsPerSecond > 0 && limit > 0, name);
    }
    for (const name of promised) assert.ok(named.includes(name), name);
    assert.equal(growth.length, 3);
    assert.ok(footprint.idle > 0 && footprint.ready > 0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('npm run bench says what it does not understand', async () => {
  await assert.rejects(run(process.execPath, [program('main.ts'), '--sizes', 'many']), {
    code: 1,
    stderr: /--sizes takes whole numbers from 100 to 10000000, not “many”\./,
  });
});

test('npm run bench:timing compares users with names that nobody has', { skip }, async () => {
  const { stdout } = await run(process.execPath, [program('timing.ts'), '--samples', '10']);
  for (const asked of ['USER_PASSWORD_AUTH', 'PASSWORD_VERIFIER', 'ForgotPassword', 'ConfirmSignUp']) {
    assert.ok(stdout.includes(asked), asked);
  }
});
