import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { engines } from '../support/engines.ts';
import { srpClient } from '../support/srp-client.ts';
import { startCenote, temporaryFolder, type Cenote } from './support/cenote.ts';
import { clientOf, Refused, type Client } from './support/client.ts';
import { contradictionsIn, inspect } from './support/inspect.ts';
import { makePlace, password, signInOf, signUpOf, type Place } from './support/place.ts';

const tries = 6;

/** Sends the same request several times at once, to each server in turn. @returns the answer of the one that is granted */
async function onlyOne<T>(
  servers: readonly Client[],
  call: (server: Client) => Promise<T>,
  ...refusals: string[]
): Promise<T> {
  const outcomes = await Promise.allSettled(
    Array.from({ length: tries }, (_, index) => call(servers[index % servers.length] as Client)),
  );
  const granted = outcomes.filter((outcome) => outcome.status === 'fulfilled');
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled') continue;
    assert.ok(outcome.reason instanceof Refused && refusals.includes(outcome.reason.code), String(outcome.reason));
  }
  assert.equal(granted.length, 1);
  return (granted[0] as PromiseFulfilledResult<T>).value;
}

/** Somebody's first day, each step of it asked of all servers at once. */
async function race(servers: readonly Client[], place: Place, email: string): Promise<void> {
  const [first] = servers as [Client];
  const { clientId: ClientId, poolId: UserPoolId } = place;
  await onlyOne(servers, (server) => server.call('SignUp', signUpOf(place, email)), 'UsernameExistsException');
  const confirmation = { ClientId, Username: email, ConfirmationCode: await first.codeFor(email) };
  const used = ['NotAuthorizedException', 'ExpiredCodeException'];
  await onlyOne(servers, (server) => server.call('ConfirmSignUp', confirmation), ...used);

  const { AuthenticationResult } = await first.call('InitiateAuth', signInOf(place, email));
  const exchange = { ClientId, RefreshToken: AuthenticationResult?.RefreshToken ?? '' };
  const reused = 'RefreshTokenReuseException';
  await onlyOne(servers, (server) => server.call('GetTokensFromRefreshToken', exchange), reused);

  const srp = srpClient(UserPoolId);
  const { ChallengeParameters = {} } = await first.call('InitiateAuth', {
    ClientId,
    AuthFlow: 'USER_SRP_AUTH',
    AuthParameters: { USERNAME: email, SRP_A: srp.A },
  });
  const ChallengeResponses = srp.answer(password, ChallengeParameters);
  const proof = { ClientId, ChallengeName: 'PASSWORD_VERIFIER' as const, ChallengeResponses };
  await onlyOne(servers, (server) => server.call('RespondToAuthChallenge', proof), 'NotAuthorizedException');

  await first.call('ForgotPassword', { ClientId, Username: email });
  const reset = {
    ClientId,
    Username: email,
    ConfirmationCode: await first.codeFor(email),
    Password: `New-${password}`,
  };
  await onlyOne(servers, (server) => server.call('ConfirmForgotPassword', reset), 'ExpiredCodeException');

  await first.call('AdminSetUserPassword', { UserPoolId, Username: email, Password: password });
  const { Session } = await first.call('InitiateAuth', signInOf(place, email));
  const answer = {
    ClientId,
    Session,
    ChallengeName: 'NEW_PASSWORD_REQUIRED' as const,
    ChallengeResponses: { USERNAME: email, NEW_PASSWORD: `Own-${password}` },
  };
  await onlyOne(servers, (server) => server.call('RespondToAuthChallenge', answer), 'NotAuthorizedException');
}

suite('two servers on one database', { concurrency: true }, () => {
  for (const [name, open] of Object.entries(engines)) {
    test(`on ${name}: a name is taken once, a code, a session and a refresh token work once, a change is seen by both`, async () => {
      await using folder = await temporaryFolder();
      await using database = await open();
      const url = 'url' in database.options ? database.options.url : undefined;
      const options = { data: folder.path, settings: { ...(url && { CENOTE_DATABASE_URL: url }) } };
      // Both make the schema, the keys and the root key at the same moment.
      const running: Cenote[] = await Promise.all([startCenote(options), startCenote(options)]);
      await using one = running[0] as Cenote;
      await using other = running[1] as Cenote;
      const servers = await Promise.all([one, other].map(({ port }) => clientOf(port, folder.path)));
      const [first, second] = servers as [Client, Client];
      const place = await makePlace(first);

      await Promise.all(['ada', 'eve', 'joe'].map((who) => race(servers, place, `${who}@example.com`)));
      const { UserPool } = await second.call('DescribeUserPool', { UserPoolId: place.poolId });
      assert.equal(UserPool?.EstimatedNumberOfUsers, 3);

      await first.call('UpdateUserPoolClient', {
        UserPoolId: place.poolId,
        ClientId: place.clientId,
        ExplicitAuthFlows: [],
      });
      const isRefused = () =>
        second.call('InitiateAuth', signInOf(place, 'ada@example.com', `Own-${password}`)).then(
          () => false,
          (error: unknown) => error instanceof Refused && error.code === 'InvalidParameterException',
        );
      while (!(await isRefused())) await new Promise((resolve) => setTimeout(resolve, 50));

      await using inspector = await inspect(folder.path, url);
      assert.deepEqual(await contradictionsIn(inspector), []);
      assert.equal(one.log() + other.log(), '');
      for (const server of servers) server.close();
    });
  }
});
