import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { CognitoJwtVerifier, JwtRsaVerifier } from 'aws-jwt-verify';
import type { Jwks } from 'aws-jwt-verify/jwk';
import { rotateKeys } from '#server/rotate-keys.ts';
import { runningServer, type RunningServer } from '../support/running-server.ts';

const password = 'Correct-Horse-9!';

async function signedIn(server: RunningServer) {
  const { UserPool } = await server.sdk.createUserPool({ PoolName: 'api' });
  const poolId = UserPool!.Id!;
  const { UserPoolClient } = await server.sdk.createUserPoolClient({
    UserPoolId: poolId,
    ClientName: 'api',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  const clientId = UserPoolClient!.ClientId!;
  await server.sdk.adminCreateUser({ UserPoolId: poolId, Username: 'ada', MessageAction: 'SUPPRESS' });
  await server.sdk.adminSetUserPassword({ UserPoolId: poolId, Username: 'ada', Password: password, Permanent: true });
  const signIn = async () =>
    (
      await server.sdk.initiateAuth({
        ClientId: clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'ada', PASSWORD: password },
      })
    ).AuthenticationResult!;
  return { poolId, clientId, signIn, tokens: await signIn() };
}

const keysOf = async (server: RunningServer, poolId: string): Promise<Jwks> =>
  (await (await fetch(`${server.url}/${poolId}/.well-known/jwks.json`)).json()) as Jwks;

/** As a back end would make it that knows the issuer and nothing else. */
const verifierOf = ({ url }: RunningServer, poolId: string) =>
  JwtRsaVerifier.create({
    issuer: `${url}/${poolId}`,
    audience: null,
    jwksUri: `${url}/${poolId}/.well-known/jwks.json`,
  });

const kidOf = (token: string): string =>
  (JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()) as { kid: string }).kid;

for (const engine of ['sqlite', 'postgres'] as const) {
  suite(`aws-jwt-verify on ${engine}`, () => {
    test('verifies the tokens of a pool by the issuer’s own key set', async () => {
      await using server = await runningServer(engine);
      const { poolId, clientId, tokens } = await signedIn(server);
      const verifier = verifierOf(server, poolId);
      verifier.cacheJwks(await keysOf(server, poolId));
      const access = await verifier.verify(tokens.AccessToken!);
      assert.equal(access['token_use'], 'access');
      assert.equal(access['client_id'], clientId);
      const id = await verifier.verify(tokens.IdToken!, { audience: clientId });
      assert.equal(id['cognito:username'], 'ada');
      const [header, payload, signature] = tokens.AccessToken!.split('.') as [string, string, string];
      const other = Buffer.from(JSON.stringify({ ...access, username: 'eve' })).toString('base64url');
      await assert.rejects(verifier.verify(`${header}.${other}.${signature}`), /signature/i);
      await assert.rejects(verifier.verify(`${header}.${payload}.${signature.slice(0, -8)}AAAAAAAA`), /signature/i);
      await assert.rejects(verifier.verify(tokens.IdToken!, { audience: 'somebody-else' }), /audience/i);
      const strangers = await signedIn(server);
      verifier.cacheJwks({
        keys: [...(await keysOf(server, poolId)).keys, ...(await keysOf(server, strangers.poolId)).keys],
      });
      await assert.rejects(verifier.verify(strangers.tokens.AccessToken!), /issuer/i);
    });

    test('takes tokens for Cognito’s own where the issuer is set to AWS’s form', async () => {
      await using server = await runningServer(engine, { issuer: 'aws' });
      const { poolId, clientId, tokens } = await signedIn(server);
      const verifier = CognitoJwtVerifier.create({ userPoolId: poolId, clientId });
      verifier.cacheJwks(await keysOf(server, poolId));
      assert.equal((await verifier.verify(tokens.AccessToken!, { tokenUse: 'access' })).username, 'ada');
      assert.equal((await verifier.verify(tokens.IdToken!, { tokenUse: 'id' }))['cognito:username'], 'ada');
      await assert.rejects(verifier.verify(tokens.IdToken!, { tokenUse: 'access' }), /token use/i);
      await assert.rejects(verifier.verify(tokens.AccessToken!, { tokenUse: 'access', clientId: 'other' }), /client/i);
    });

    test('goes on verifying old tokens while keys are rotated, and new ones by the new keys', async () => {
      await using server = await runningServer(engine);
      const { poolId, tokens, signIn } = await signedIn(server);
      const before = await keysOf(server, poolId);
      await rotateKeys(server.config, { what: 'signing', pools: [poolId] });
      // The server shows the new keys as soon as it has heard of them, and signs with them ten minutes later.
      let during: Jwks;
      do during = await keysOf(server, poolId);
      while (during.keys.length === before.keys.length);
      const kids = new Set(during.keys.map((key) => key.kid));
      assert.ok(before.keys.every((key) => kids.has(key.kid)));
      assert.equal(kids.size, 2 * before.keys.length);

      const verifier = verifierOf(server, poolId);
      verifier.cacheJwks(during);
      assert.ok(await verifier.verify(tokens.AccessToken!));
      const early = (await signIn()).AccessToken!;
      assert.ok(
        before.keys.some((key) => key.kid === kidOf(early)),
        'who keeps the earlier set can verify it',
      );
      await server.advanceClock('10m');
      const fresh = (await signIn()).AccessToken!;
      assert.ok(await verifier.verify(fresh));
      assert.ok(!before.keys.some((key) => key.kid === kidOf(fresh)));
    });

    test('refuses a token that has expired', async (t) => {
      await using server = await runningServer(engine);
      const { poolId, tokens } = await signedIn(server);
      const verifier = verifierOf(server, poolId);
      verifier.cacheJwks(await keysOf(server, poolId));
      assert.ok(await verifier.verify(tokens.AccessToken!));
      t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 3_601_000 });
      await assert.rejects(verifier.verify(tokens.AccessToken!), /expired/i);
    });
  });
}
