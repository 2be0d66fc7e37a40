import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { CognitoJwtVerifier, JwtRsaVerifier } from 'aws-jwt-verify';
import type { Jwks } from 'aws-jwt-verify/jwk';
import { rotateKeys } from '#server/rotate-keys.ts';
import { setTimeout as pause } from 'node:timers/promises';
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

suite('aws-jwt-verify', () => {
  test('verifies the tokens of a pool by the issuer’s own key set', async () => {
    await using server = await runningServer();
    const { poolId, clientId, tokens } = await signedIn(server);
    const verifier = JwtRsaVerifier.create({
      issuer: `${server.url}/${poolId}`,
      audience: null,
      jwksUri: `${server.url}/${poolId}/.well-known/jwks.json`,
    });
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
    await using server = await runningServer('sqlite', { issuer: 'aws' });
    const { poolId, clientId, tokens } = await signedIn(server);
    const verifier = CognitoJwtVerifier.create({ userPoolId: poolId, clientId });
    verifier.cacheJwks(await keysOf(server, poolId));
    assert.equal((await verifier.verify(tokens.AccessToken!, { tokenUse: 'access' })).username, 'ada');
    assert.equal((await verifier.verify(tokens.IdToken!, { tokenUse: 'id' }))['cognito:username'], 'ada');
    await assert.rejects(verifier.verify(tokens.IdToken!, { tokenUse: 'access' }), /token use/i);
    await assert.rejects(verifier.verify(tokens.AccessToken!, { tokenUse: 'access', clientId: 'other' }), /client/i);
  });

  test('goes on verifying old tokens while keys are rotated, and new ones by the new keys', async () => {
    await using server = await runningServer();
    const { poolId, tokens, signIn } = await signedIn(server);
    const before = await keysOf(server, poolId);
    await rotateKeys(server.config, { what: 'signing', pools: [poolId] });
    await pause(1_000);
    const verifier = JwtRsaVerifier.create({
      issuer: `${server.url}/${poolId}`,
      audience: null,
      jwksUri: `${server.url}/${poolId}/.well-known/jwks.json`,
    });
    verifier.cacheJwks(await keysOf(server, poolId));
    assert.ok(await verifier.verify(tokens.AccessToken!));
    const fresh = (await signIn()).AccessToken!;
    assert.ok(await verifier.verify(fresh));
    const { kid } = JSON.parse(Buffer.from(fresh.split('.')[0]!, 'base64url').toString()) as { kid: string };
    assert.ok(!before.keys.some((key) => key.kid === kid));
  });
});
