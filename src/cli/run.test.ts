import assert from 'node:assert/strict';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { writeRootCredentials } from '#config/credentials-file.ts';
import { commands } from './commands.ts';
import { run } from './run.ts';

const newFolder = () => mkdtemp(join(tmpdir(), 'cenote-cli-'));

/** Runs a command line; answers the exit code and what was printed and remarked. */
async function called(args: string[], { environment = {}, folder = '/nowhere' } = {}) {
  const printed: string[] = [];
  const remarked: string[] = [];
  const exit = await run(args, {
    environment,
    folder,
    print: (line) => printed.push(line),
    remark: (line) => remarked.push(line),
  });
  return { exit, printed: printed.join('\n'), remarked: remarked.join('\n') };
}

const refused: [args: string, says: RegExp][] = [
  ['strat', /no command “strat”. Did you mean cenote start\?/],
  ['constructor', /no command “constructor”/],
  ['terraform', /cenote --help/],
  ['--port 1', /cenote start --port/],
  ['help strat', /Did you mean cenote start/],
  ['start --prot 1', /no flag --prot. Did you mean --port\?/],
  ['start -p 1', /no flag -p/],
  ['start extra', /“extra” is not expected/],
  ['start --port', /--port wants a value/],
  ['start --port --data x', /--port wants a value/],
  ['start --port=', /--port wants a value/],
  ['start --port 1 --port 2', /2 times/],
  ['start --port http', /port \(from the flag --port\): expected a whole number/],
  ['start --master-key x', /Set CENOTE_MASTER_KEY instead/],
  ['rotate-keys --master=yes', /takes no value/],
  ['rotate-keys --master --pool x', /without --pool/],
  ['identities', /Write what of identities: cenote identities find$/],
  ['identities fidn', /Write what of identities: cenote identities find$/],
  ['identities find ada', /“ada” is not expected after cenote identities find/],
  ['identities find', /^Nothing says whom to look for\. Give one of: --identity; --sub, with --user-pool/],
  ['identities find --username ada', /^--username alone is no search\. .*--username and --user-pool;/],
  ['identities find --sub x --identity us-east-1:0', /^--identity and --sub do not make one search/],
  ['identities find --identity ada', /^--identity “ada” must satisfy regular expression pattern/],
  ['identities find --sub a --sub b', /2 times/],
  ['why', /^--action is missing\.$/],
  ['why --action s3:GetObject', /^Exactly one of --principal, --identity, --identity-pool must be given/],
  ['why --action s3:* --identity us-east-1:0', /^--action “s3:\*” must satisfy/],
  ['why --principal ada --action s3:GetObject', /^--principal “ada” must have length/],
  ['why --action a:b --identity us-east-1:0 --claim tier', /^--claim wants key=value, not “tier”\.$/],
  ['why --action a:b --identity us-east-1:0 --context =1', /^--context wants key=value/],
  ['why --action a:b --identity us-east-1:0 --claim paid:=yes', /^--claim paid:= wants JSON, such as paid:=true/],
  ['why --action a:b --identity us-east-1:0 --context a:b:=1', /^--context .* must be a text or a list of texts/],
  ['why --action a:b --identity us-east-1:0 --resource-policy /nowhere.json', /\/nowhere\.json cannot be read/],
  ['why role', /^Exactly one of --identity, --identity-pool must be given/],
  ['why role --action s3:GetObject', /cenote why role has no flag --action/],
  ['why rule', /“rule” is not expected after cenote why/],
  ['start --mode production', /masterKey: the master key must come from outside/],
];

for (const [args, says] of refused) {
  test(`cenote ${args} ends with 2 and says what to write instead`, async () => {
    const { exit, printed, remarked } = await called(args.split(' '));
    assert.deepEqual([exit, printed], [2, '']);
    assert.match(remarked, says);
  });
}

test('help lists every command, and each explains itself with examples that name it', async () => {
  const general = await called(['--help']);
  assert.equal(general.exit, 0);
  assert.deepEqual(await called([]), general);
  for (const name of Object.keys(commands)) {
    assert.match(general.printed, new RegExp(`^  ${name} `, 'm'));
    const { exit, printed } = await called([name, '--help']);
    assert.equal(exit, 0);
    assert.match(printed, new RegExp(`Examples:[^]*cenote ${name}`));
    assert.deepEqual((await called(['help', name])).printed, printed);
  }
});

test('the help on a word with which commands begin is theirs', async () => {
  const { printed } = await called(['identities', 'find', '--help']);
  for (const args of [
    ['identities', '--help'],
    ['help', 'identities'],
    ['help', 'identities', 'find'],
  ]) {
    assert.deepEqual(await called(args), { exit: 0, printed, remarked: '' });
  }
  assert.match((await called(['help', 'why', 'role'])).printed, /Usage: cenote why role/);
  assert.match((await called(['why', '--help'])).printed, /Usage: cenote why \[flags\]/);
});

test('version names Cenote, Node and SQLite', async () => {
  const { exit, printed } = await called(['version']);
  assert.equal(exit, 0);
  assert.match(printed, /^Cenote \d+\.\d+\.\d+\nNode \d+.*\nSQLite 3\./);
});

test('env before the first start says to start, with the same folder', async () => {
  const folder = await newFolder();
  const { exit, printed, remarked } = await called(['env'], { folder });
  assert.deepEqual([exit, printed], [1, '']);
  assert.ok(remarked.includes(`cenote start --data ${join(folder, 'data')}`));
});

test('env prints exports for the port and folder it is given', async () => {
  const data = await newFolder();
  await writeRootCredentials(data, { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'a/b+c' });
  const { exit, printed } = await called(['env', '--port', '9300', '--data', data]);
  assert.equal(exit, 0);
  assert.equal(
    printed,
    'export AWS_ENDPOINT_URL=http://localhost:9300 AWS_ACCESS_KEY_ID=AKIAEXAMPLE AWS_SECRET_ACCESS_KEY=a/b+c AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1\nunset AWS_SESSION_TOKEN AWS_PROFILE',
  );
});

test('env quotes what a shell would run', async () => {
  const data = await newFolder();
  await writeRootCredentials(data, { accessKeyId: 'AKIA', secretAccessKey: "$(id)'`id`" });
  const { printed } = await called(['env', '--data', data]);
  const expected = ["AWS_SECRET_ACCESS_KEY='$(id)'", String.raw`\'`, "'`id`' "].join('');
  assert.ok(printed.includes(expected));
});

test('env --profile writes a profile for AWS’s tools once, and refuses a name with a line break', async () => {
  const data = await newFolder();
  await writeRootCredentials(data, { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' });
  const environment = { HOME: data };
  assert.equal((await called(['env', '--data', data, '--profile', 'a]\n[b'], { environment })).exit, 2);
  assert.equal((await called(['env', '--data', data, '--force'], { environment })).exit, 2);
  assert.equal((await called(['env', '--data', data, '--profile', 'cenote'], { environment })).exit, 0);
  assert.match(await readFile(join(data, '.aws/credentials'), 'utf8'), /AKIAEXAMPLE/);
  const other = await called(['env', '--data', data, '--port', '1', '--profile', 'cenote'], { environment });
  assert.equal(other.exit, 1);
  assert.match(other.remarked, /--force/);
});

test('doctor reports a faulty configuration instead of failing on it', async () => {
  const { exit, printed } = await called(['doctor'], { environment: { CENOTE_PORT: 'x' } });
  assert.equal(exit, 1);
  assert.match(printed, /✗ configuration: port: .*CENOTE_PORT/);
});

test('doctor says what production still needs, and that a first start can come', async () => {
  const folder = await newFolder();
  const production = await called(['doctor'], { folder, environment: { CENOTE_MODE: 'production' } });
  assert.equal(production.exit, 1);
  assert.match(production.printed, /✗ production mode: masterKey: [^]*→ Set CENOTE_MASTER_KEY/);
  const development = await called(['doctor'], { folder });
  assert.deepEqual([development.exit, development.remarked], [0, '']);
  assert.doesNotMatch(development.printed, /✗/);
});
