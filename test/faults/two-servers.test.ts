import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { engines } from '../support/engines.ts';
import { srpClient } from '../support/srp-client.ts';
import { Refused } from './support/client.ts';
import { contradictionsIn } from './support/inspect.ts';
import { password, signInOf, signUpOf } from './support/place.ts';
import { granted, onlyOne, twoServers, type TwoServers } from './support/two-servers.ts';

const limited = 'LimitExceededException';

async function member({ one, place }: TwoServers, email: string): Promise<string> {
  await one.call('SignUp', signUpOf(place, email));
  const ConfirmationCode = await one.codeFor(email);
  await one.call('ConfirmSignUp', { ClientId: place.clientId, Username: email, ConfirmationCode });
  return email;
}

const hour = (): number => Math.floor(Date.now() / 3_600_000);

/** Somebody's reset codes are counted by the hour, so this is done once more when a new one begins meanwhile. */
async function withinOneHour<T>(run: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const began = hour();
    const result = await run(attempt);
    if (hour() === began) return result;
  }
}

for (const [engine, open] of Object.entries(engines)) {
  suite(`two servers on one database (${engine})`, { concurrency: false }, () => {
    let both: TwoServers;
    before(async () => {
      both = await twoServers(open);
    });
    after(() => both[Symbol.asyncDispose]());

    test('a username is taken once, and its code confirms once', async () => {
      const { all, one, other, place } = both;
      const Username = 'ada@example.com';
      onlyOne(await all((client) => client.call('SignUp', signUpOf(place, Username))), 'UsernameExistsException');
      const input = { ClientId: place.clientId, Username, ConfirmationCode: await one.codeFor(Username) };
      const used = ['NotAuthorizedException', 'ExpiredCodeException', limited];
      onlyOne(await all((client) => client.call('ConfirmSignUp', input)), ...used);
      const { UserPool } = await other.call('DescribeUserPool', { UserPoolId: place.poolId });
      assert.equal(UserPool?.EstimatedNumberOfUsers, 1);
    });

    test('a reset code works once', async () => {
      const { all, one, place } = both;
      const Username = await member(both, 'bea@example.com');
      await one.call('ForgotPassword', { ClientId: place.clientId, Username });
      const ConfirmationCode = await one.codeFor(Username);
      const input = { ClientId: place.clientId, Username, ConfirmationCode, Password: `New-${password}` };
      onlyOne(await all((client) => client.call('ConfirmForgotPassword', input)), 'ExpiredCodeException', limited);
      await one.call('InitiateAuth', signInOf(place, Username, `New-${password}`));
    });

    test('a refresh token is rotated once', async () => {
      const { all, one, place } = both;
      const { AuthenticationResult } = await one.call('InitiateAuth', signInOf(place, await member(both, 'c@x.org')));
      const input = { ClientId: place.clientId, RefreshToken: AuthenticationResult?.RefreshToken ?? '' };
      const exchange = await all((client) => client.call('GetTokensFromRefreshToken', input));
      assert.ok(onlyOne(exchange, 'RefreshTokenReuseException').AuthenticationResult?.RefreshToken);
    });

    test('a sign-in session is used once, whatever it waits for', async () => {
      const { all, one, place } = both;
      const { poolId: UserPoolId, clientId: ClientId } = place;
      const Username = await member(both, 'dora@example.com');
      const srp = srpClient(UserPoolId);
      const AuthParameters = { USERNAME: Username, SRP_A: srp.A };
      const begun = await one.call('InitiateAuth', { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters });
      const proof = {
        ClientId,
        ChallengeName: 'PASSWORD_VERIFIER' as const,
        ChallengeResponses: srp.answer(password, begun.ChallengeParameters ?? {}),
      };
      onlyOne(await all((client) => client.call('RespondToAuthChallenge', proof)), 'NotAuthorizedException');

      await one.call('AdminSetUserPassword', { UserPoolId, Username, Password: password });
      const { Session } = await one.call('InitiateAuth', signInOf(place, Username));
      const choice = {
        ClientId,
        Session,
        ChallengeName: 'NEW_PASSWORD_REQUIRED' as const,
        ChallengeResponses: { USERNAME: Username, NEW_PASSWORD: `Own-${password}` },
      };
      onlyOne(await all((client) => client.call('RespondToAuthChallenge', choice)), 'NotAuthorizedException');
    });

    test('of more requests for a code than an hour allows, just so many are granted', async () => {
      const sent = await withinOneHour(async (attempt) => {
        const Username = await member(both, `fay${attempt}@example.com`);
        const input = { ClientId: both.place.clientId, Username };
        return granted(await both.all((client) => client.call('ForgotPassword', input)), limited);
      });
      assert.equal(sent.length, 10);
    });

    test('every wrong password counts, and locks at both', async () => {
      const { all, one, other, place, inspector } = both;
      const Username = await member(both, 'eve@example.com');
      const wrong = signInOf(place, Username, `Wrong-${password}`);
      const outcomes = await all((client) => client.call('InitiateAuth', wrong));
      assert.deepEqual(granted(outcomes, 'NotAuthorizedException'), []);
      const counted = outcomes.filter((outcome) => String(Object(outcome).reason).includes('Incorrect username'));
      const [row] = await inspector.rows(
        `select failures from lockouts l join users u on u.pool_id = l.pool_id and u.sub = l.subject where u.email = '${Username}'`,
      );
      assert.equal(Number(row?.['failures']), counted.length);
      assert.ok(counted.length >= 5);

      // Guesses at each as the lock opens, until it stays shut for a minute.
      for (const [turn, wait] of [1, 2, 4, 8, 16, 32].entries()) {
        await Promise.all([one, other].map((client) => client.put('/_cenote/clock', `{"advance":"${wait}s"}`)));
        await assert.rejects((turn % 2 ? one : other).call('InitiateAuth', wrong), Refused);
      }
      for (const client of [one, other]) {
        await assert.rejects(client.call('InitiateAuth', signInOf(place, Username)), /Password attempts exceeded/);
      }
    });

    test('an import is started once, and each of its rows is done once', async () => {
      const { all, one, other, place } = both;
      const { poolId: UserPoolId } = place;
      const already = (await one.call('DescribeUserPool', { UserPoolId })).UserPool?.EstimatedNumberOfUsers ?? 0;
      const { UserImportJob } = await one.call('CreateUserImportJob', {
        UserPoolId,
        JobName: 'readers',
        CloudWatchLogsRoleArn: 'arn:aws:iam::000000000000:role/logs',
      });
      const JobId = UserImportJob?.JobId ?? '';
      const rows = 1_000;
      const { CSVHeader = [] } = await one.call('GetCSVHeader', { UserPoolId });
      const { pathname, search } = new URL(UserImportJob?.PreSignedUrl ?? '');
      await one.put(`${pathname}${search}`, importFile(CSVHeader, rows));
      const start = await all((client) => client.call('StartUserImportJob', { UserPoolId, JobId }));
      onlyOne(start, 'PreconditionNotMetException');

      for (;;) {
        const { UserImportJob: job } = await other.call('DescribeUserImportJob', { UserPoolId, JobId });
        if (job?.Status === 'Pending' || job?.Status === 'InProgress') {
          await pause(50);
          continue;
        }
        const { Status, ImportedUsers, SkippedUsers, FailedUsers } = job ?? {};
        assert.deepEqual([Status, ImportedUsers, SkippedUsers, FailedUsers], ['Succeeded', rows, 0, 0]);
        break;
      }
      const { UserPool } = await other.call('DescribeUserPool', { UserPoolId });
      assert.equal(UserPool?.EstimatedNumberOfUsers, already + rows);
    });

    test('a setting that is changed at one is obeyed by the other within a second', async () => {
      const { one, other, place } = both;
      const signIn = signInOf(place, 'ada@example.com');
      await other.call('InitiateAuth', signIn);
      await one.call('UpdateUserPoolClient', {
        UserPoolId: place.poolId,
        ClientId: place.clientId,
        ExplicitAuthFlows: [],
      });
      const changed = performance.now();
      for (;;) {
        const asked = performance.now();
        const refusal = await other.call('InitiateAuth', signIn).catch((error: unknown) => error);
        if (refusal instanceof Refused && refusal.code === 'InvalidParameterException') break;
        // A second as promised, and one more for a machine that has other things to do.
        assert.ok(asked - changed < 2_000, 'still as before');
        await pause(20);
      }
    });

    test('after all that, the database holds no contradiction and nobody has logged a fault', async () => {
      assert.deepEqual(await contradictionsIn(both.inspector), []);
      assert.equal(both.log(), '');
    });
  });
}

function importFile(columns: readonly string[], rows: number): string {
  const lines = Array.from({ length: rows }, (_, index) => {
    const email = `reader${index}@example.com`;
    const known: Readonly<Record<string, string>> = {
      'cognito:username': email,
      email,
      email_verified: 'TRUE',
      phone_number_verified: 'FALSE',
      'cognito:mfa_enabled': 'FALSE',
    };
    return columns.map((column) => known[column] ?? '').join(',');
  });
  return [columns.join(','), ...lines].join('\n');
}
