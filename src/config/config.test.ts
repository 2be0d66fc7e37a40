import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { configOf, loadConfig } from './config.ts';
import { ConfigError } from './problems.ts';

const key = Buffer.alloc(32, 7).toString('base64');
const folder = mkdtempSync(join(tmpdir(), 'cenote-config-'));

function problemsOf(call: () => unknown) {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error));
    return error.problems;
  }
  return assert.fail('the configuration was accepted');
}
const fromEnvironment = (environment: Record<string, string>) => loadConfig({ environment, folder });

test('every problem is listed at once, with its option, its origin and how to mend it', () => {
  const problems = problemsOf(() =>
    loadConfig({ environment: { CENOTE_PORT: '70000', CENOTE_MODE: 'prod' }, flags: { region: 'Mars' }, folder }),
  );
  assert.deepEqual(
    problems.map(({ option, from }) => [option, from]),
    [
      ['mode', 'the environment variable CENOTE_MODE'],
      ['port', 'the environment variable CENOTE_PORT'],
      ['region', 'the flag --region'],
    ],
  );
  assert.match(problems[1]!.mend, /CENOTE_PORT=9229/);
});

for (const [name, value] of Object.entries({
  CENOTE_PORT: '-1',
  CENOTE_HOST: '',
  CENOTE_PUBLIC_URL: 'https://id.example.com/path',
  CENOTE_DATABASE_URL: 'mysql://db',
  CENOTE_ACCOUNT_ID: '12',
  CENOTE_TRUST_PROXY: '10.0.0.0/33',
  CENOTE_OUTBOUND_ALLOW: 'idp.internal,https://idp.internal',
  CENOTE_IDENTITY_POOLS_STS_URL: 'https://user@sts.example.com',
  CENOTE_ADMIN_KEY: 'short',
  CENOTE_MAIL_FROM: 'a@example.com\r\nBcc: b@example.com',
  CENOTE_MASTER_KEY: Buffer.alloc(31).toString('base64'),
  CENOTE_PREVIOUS_MASTER_KEYS: `${key},x`,
  CENOTE_BODY_LIMIT: '1e9',
})) {
  test(`a ${name} that makes no sense is refused, and an empty one counts as not set`, () => {
    if (value) assert.ok(problemsOf(() => fromEnvironment({ [name]: value })).length > 0);
    assert.ok(fromEnvironment({ [name]: '' }));
  });
}

test('a misspelt variable is refused with the name that was meant', () => {
  const [problem] = problemsOf(() => fromEnvironment({ CENOTE_MOED: 'production' }));
  assert.equal(problem?.mend, 'Did you mean CENOTE_MODE?');
});

test('variables that Kubernetes sets for a service called cenote are none of ours', () => {
  assert.ok(
    fromEnvironment({
      CENOTE_SERVICE_HOST: '10.0.0.1',
      CENOTE_PORT_9229_TCP_ADDR: '10.0.0.1',
      CENOTE_WEB_PORT: 'tcp://10.0.0.1:80',
    }),
  );
});

test('a misspelt setting in the file is refused with the name that was meant', () => {
  const file = join(folder, 'misspelt.json');
  writeFileSync(file, '{"mail": {"smtpUlr": "smtp://localhost"}}');
  const [problem] = problemsOf(() => loadConfig({ environment: { CENOTE_CONFIG: file }, folder }));
  assert.deepEqual([problem?.option, problem?.mend], ['mail.smtpUlr', 'Did you mean mail.smtpUrl?']);
});

test('a file that is missing, no JSON or no object is refused, and its text is never quoted', () => {
  for (const [name, text] of Object.entries({ broken: '{"adminKey": "hunter2hunter2hunter2', list: '[1]' })) {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, text);
    assert.doesNotMatch(
      inspect(problemsOf(() => loadConfig({ flags: { config: file }, environment: {}, folder }))),
      /hunter2/,
    );
  }
  assert.match(
    problemsOf(() => loadConfig({ flags: { config: 'gone.json' }, environment: {}, folder }))[0]!.problem,
    /ENOENT/,
  );
});

test('no secret is in an error, nor in a printed configuration', () => {
  const secrets = {
    CENOTE_MASTER_KEY: 'hunter2',
    CENOTE_ADMIN_KEY: 'hunter2',
    CENOTE_DATABASE_URL: 'hunter2',
    CENOTE_MAIL_SMTP_URL: 'hunter2',
  };
  assert.doesNotMatch(
    inspect(
      problemsOf(() => fromEnvironment(secrets)),
      { depth: 9 },
    ),
    /hunter2/,
  );
  const config = fromEnvironment({
    CENOTE_MASTER_KEY: key,
    CENOTE_ADMIN_KEY: 'hunter2hunter2hunter2',
    CENOTE_DATABASE_URL: 'postgres://cenote:hunter2@db/cenote',
    CENOTE_MAIL_SMTP_URL: 'smtps://cenote:hunter2@mail',
  });
  const printed = inspect(config, { depth: 9 }) + JSON.stringify(config);
  assert.doesNotMatch(printed, /hunter2/);
  assert.ok(!printed.includes(key.slice(0, 20)));
  assert.equal(config.databaseUrl, 'postgres://cenote:hunter2@db/cenote');
});

test('smtp without a server, and a certificate without its key, are refused', () => {
  assert.equal(problemsOf(() => configOf({ mail: { sender: 'smtp' } }))[0]?.option, 'mail.smtpUrl');
  assert.equal(problemsOf(() => configOf({ tls: { cert: 'cert.pem' } }))[0]?.option, 'tls.key');
});

test('without any setting, development listens on loopback with an outbox', () => {
  const config = loadConfig({ environment: {}, folder });
  const { mode, port, host, region, issuer, mail, texts } = config;
  assert.deepEqual(
    { mode, port, host, region, issuer, mail: mail.sender, texts: texts.sender },
    {
      mode: 'development',
      port: 9229,
      host: '127.0.0.1',
      region: 'us-east-1',
      issuer: 'public',
      mail: 'outbox',
      texts: 'outbox',
    },
  );
});

test('production listens on every address and sends no texts unless told otherwise', () => {
  const { host, texts } = fromEnvironment({ CENOTE_MODE: 'production' });
  assert.deepEqual([host, texts.sender], ['0.0.0.0', 'none']);
});

test('flags win over the environment, and the environment over the file', () => {
  const file = join(folder, 'order.json');
  writeFileSync(
    file,
    '{"$schema": "x", "port": 1, "region": "eu-west-1", "mail": {"from": "a@example.com"}, "accountId": "111111111111"}',
  );
  const { port, region, accountId, mail } = loadConfig({
    flags: { config: file, port: '3' },
    environment: { CENOTE_PORT: '2', CENOTE_REGION: 'eu-west-2' },
    folder,
  });
  assert.deepEqual([port, region, accountId, mail.from], [3, 'eu-west-2', '111111111111', 'a@example.com']);
});

test('a path in the file starts from the folder of the file, one in the environment from the present folder', () => {
  const file = join(folder, 'paths.json');
  writeFileSync(file, '{"data": "state"}');
  assert.equal(
    loadConfig({ flags: { config: file }, environment: {}, folder: '/elsewhere' }).data,
    join(folder, 'state'),
  );
  assert.equal(loadConfig({ environment: { CENOTE_DATA: 'state' }, folder: '/elsewhere' }).data, '/elsewhere/state');
});

test('a secret may be read from the file that a _FILE variable names', () => {
  writeFileSync(join(folder, 'secret'), `${key}\n`);
  const { masterKey } = fromEnvironment({ CENOTE_MASTER_KEY_FILE: 'secret' });
  assert.equal(masterKey?.export().toString('base64'), key);
});

test('the configuration cannot be changed', () => {
  const config = configOf({ trustProxy: ['10.0.0.1'] });
  assert.throws(() => Object.assign(config.mail, { sender: 'smtp' }), TypeError);
  assert.throws(() => config.trustProxy.push('10.0.0.2'), TypeError);
});

test('another token service cannot be asked with tokens whose issuer is AWS’s', () => {
  const sts = { CENOTE_IDENTITY_POOLS_STS_URL: 'https://sts.example.com' };
  const [problem] = problemsOf(() => fromEnvironment({ ...sts, CENOTE_ISSUER: 'aws' }));
  assert.equal(problem?.option, 'identityPools.sts.url');
  assert.equal(fromEnvironment(sts).identityPools.sts.url, 'https://sts.example.com');
});
