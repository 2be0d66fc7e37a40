import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { readFile } from 'node:fs/promises';
import { readRootCredentials } from '#config/credentials-file.ts';
import { srpClient } from '../support/srp-client.ts';
import { startInVain, temporaryFolder } from './support/cenote.ts';
import type { Client } from './support/client.ts';
import { signInOf, signUpOf, password, type Place } from './support/place.ts';
import { serving } from './support/serving.ts';

const smtpPassword = 'smtp-secret-password';
const adminKey = 'admin-key-nobody-sees';
const wrongPassword = 'Wrong-Horse-9!';
const ada = 'ada@example.com';

/** Everything that happens to somebody's secrets, right and wrong. @returns the secrets */
async function useSecrets(client: Client, place: Place): Promise<string[]> {
  const { poolId: UserPoolId, clientId: ClientId } = place;
  const { UserPoolClient } = await client.call('CreateUserPoolClient', {
    UserPoolId,
    ClientName: 'confidential',
    GenerateSecret: true,
  });
  await client.call('SignUp', signUpOf(place, ada));
  const code = await client.codeFor(ada);
  await assert.rejects(client.call('ConfirmSignUp', { ClientId, Username: ada, ConfirmationCode: 'x12345' }));
  await client.call('ConfirmSignUp', { ClientId, Username: ada, ConfirmationCode: code });
  await assert.rejects(client.call('InitiateAuth', signInOf(place, ada, wrongPassword)));

  const { AuthenticationResult } = await client.call('InitiateAuth', signInOf(place, ada));
  const { AccessToken = '', IdToken = '', RefreshToken = '' } = AuthenticationResult ?? {};
  await client.call('GetUser', { AccessToken });
  await assert.rejects(client.call('GetUser', { AccessToken: `${AccessToken}x` }));
  const { AuthenticationResult: renewed } = await client.call('GetTokensFromRefreshToken', { ClientId, RefreshToken });
  await assert.rejects(client.call('GetTokensFromRefreshToken', { ClientId, RefreshToken }));
  await client.call('ForgotPassword', { ClientId, Username: ada });

  const srp = srpClient(UserPoolId);
  const AuthParameters = { USERNAME: ada, SRP_A: srp.A };
  const { ChallengeParameters = {} } = await client.call('InitiateAuth', {
    ClientId,
    AuthFlow: 'USER_SRP_AUTH',
    AuthParameters,
  });
  const ChallengeResponses = srp.answer(password, ChallengeParameters);
  const ChallengeName = 'PASSWORD_VERIFIER';
  await client.call('RespondToAuthChallenge', { ClientId, ChallengeName, ChallengeResponses });
  return [
    ...[password, wrongPassword, code, await client.codeFor(ada), AccessToken, IdToken, RefreshToken],
    ...[renewed?.RefreshToken ?? '', UserPoolClient?.ClientSecret ?? '', ChallengeParameters['SECRET_BLOCK'] ?? ''],
    ChallengeResponses['PASSWORD_CLAIM_SIGNATURE'] ?? '',
  ];
}

/** Takes a table away, so that operations fail in a way that nobody has thought of, with secrets in their hands. */
async function failUnforeseen(data: string, client: Client, place: Place): Promise<void> {
  {
    using database = new DatabaseSync(join(data, 'cenote.db'), { timeout: 5_000 });
    database.exec('drop table sessions; drop table codes');
  }
  const { clientId: ClientId } = place;
  const failing = [
    client.call('InitiateAuth', signInOf(place, ada)),
    client.call('SignUp', signUpOf(place, 'eve@example.com')),
    client.call('ConfirmForgotPassword', {
      ClientId,
      Username: ada,
      ConfirmationCode: '123456',
      Password: `New-${password}`,
    }),
  ];
  await Promise.all(failing.map((call) => assert.rejects(call, { status: 500 })));
}

test('no password, code, token, secret or key is ever logged, at any level, whatever fails', async () => {
  await using here = await serving({
    CENOTE_LOG_LEVEL: 'trace',
    CENOTE_ADMIN_KEY: adminKey,
    // Nobody listens there, so every message fails.
    CENOTE_MAIL_SENDER: 'smtp',
    CENOTE_MAIL_SMTP_URL: `smtp://mailer:${smtpPassword}@127.0.0.1:1`,
  });
  const { data, server, client, place } = here;
  const secrets = await useSecrets(client, place);
  await failUnforeseen(data, client, place);
  await server.end('SIGTERM');

  const log = server.log();
  assert.match(log, /an operation failed/);
  assert.match(log, /a message was not delivered/);
  const masterKey = (await readFile(join(data, 'master.key'), 'utf8')).trim();
  const root = await readRootCredentials(data);
  const all = [...secrets, smtpPassword, adminKey, masterKey, root?.secretAccessKey ?? '', '123456'];
  assert.ok(all.every((secret) => secret.length > 5));
  // Six digits stand in many a time and id; a code would stand alone.
  const isIn = (secret: string) =>
    /^\d{6}$/.test(secret) ? new RegExp(`\\b${secret}\\b`).test(log) : log.includes(secret);
  assert.deepEqual(all.filter(isIn), []);
});

test('a database that does not answer is named without its password', async () => {
  await using folder = await temporaryFolder();
  const { code, said } = await startInVain({
    data: folder.path,
    settings: {
      CENOTE_DATABASE_URL: 'postgres://cenote:database-password@127.0.0.1:1/cenote',
      CENOTE_LOG_LEVEL: 'trace',
    },
  });
  assert.equal(code, 1);
  assert.match(said, /The database cannot be used: the server cannot be reached/);
  assert.doesNotMatch(said, /database-password/);
});
