import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configOf } from './config.ts';
import { modeProblems } from './mode-problems.ts';
import type { SettingsInput } from './schema.ts';

const ready: SettingsInput = {
  mode: 'production',
  publicUrl: 'https://id.example.com',
  trustProxy: ['10.0.0.1'],
  masterKey: Buffer.alloc(32, 1).toString('base64'),
  mail: { sender: 'smtp', smtpUrl: 'smtps://mail.example.com', from: 'no-reply@example.com' },
};

const broken: Record<string, SettingsInput> = {
  publicUrl: { publicUrl: 'http://id.example.com' },
  tls: { trustProxy: [] },
  trustProxy: { trustProxy: ['0.0.0.0/0'] },
  masterKey: { masterKey: undefined },
  'mail.sender': { mail: { sender: 'outbox' } },
  'mail.from': { mail: { sender: 'smtp', smtpUrl: 'smtps://mail.example.com' } },
  'mail.smtpUrl': { mail: { ...ready.mail, smtpUrl: 'smtp://user:password@mail.example.com:587' } },
  'identityPools.sts.url': { identityPools: { sts: { url: 'http://minio.internal:9000' } } },
  'texts.sender': { texts: { sender: 'outbox' } },
};

for (const [option, change] of Object.entries(broken)) {
  test(`production is refused for ${option} alone, with a way to mend it`, () => {
    const problems = modeProblems(configOf({ ...ready, ...change }));
    assert.deepEqual(
      problems.map((problem) => problem.option),
      [option],
    );
    assert.match(problems[0]!.mend, /CENOTE_/);
  });
}

test('a mail server is fine with STARTTLS insisted on, or on this machine', () => {
  for (const smtpUrl of ['smtp://mail.example.com:587?requireTLS=true', 'smtp://127.0.0.1:2525', 'smtp://localhost']) {
    assert.deepEqual(modeProblems(configOf({ ...ready, mail: { ...ready.mail, smtpUrl } })), []);
  }
});

test('production with everything set has no problems, and development needs nothing', () => {
  assert.deepEqual(modeProblems(configOf(ready)), []);
  assert.deepEqual(modeProblems(configOf({})), []);
});
