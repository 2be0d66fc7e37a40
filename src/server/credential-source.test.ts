import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { configOf } from '#config/config.ts';
import type { PoolRoleRequest } from '#ports/credential-source.ts';
import { fakeServer } from '../../test/support/fake-issuer.ts';
import { refusal } from '../../test/support/refusal.ts';
import { selfSigned } from '../../test/support/self-signed.ts';
import { openWorld } from '../../test/support/world.ts';
import { credentialSource } from './credential-source.ts';

const request: PoolRoleRequest = {
  ...{ roleArn: 'arn:minio:iam:::role/readers', region: 'us-east-1', claims: {}, sessionName: 'ada' },
  ...{ durationSeconds: 3_600, policies: [], policyArns: [] },
};

/** What the log says of an attempt to reach this address. */
async function attempted(url: string, mode: 'development' | 'production'): Promise<string> {
  await using world = await openWorld();
  const reasons: string[] = [];
  const log = { warn: (details: object) => reasons.push(JSON.stringify(details)) };
  const { outbound } = configOf({});
  const source = credentialSource({ mode, outbound, identityPools: { sts: { url } } }, world.services, log);
  assert.equal(source.roles, 'elsewhere');
  await assert.rejects(source.credentialsFor(request, { region: 'us-east-1' }), refusal('ExternalServiceException'));
  return reasons.join();
}

suite('the token service that the operator names', () => {
  test('is not asked over plain HTTP in production', async () => {
    await using sts = await fakeServer((_, response) => response.end());
    assert.match(await attempted(sts.url, 'production'), /not asked over plain HTTP/);
    assert.equal(sts.asked.length, 0);
  });

  test('has to have a certificate that is trusted, and is asked nothing before it has shown one', async () => {
    await using sts = await fakeServer((_, response) => response.end(), selfSigned());
    for (const mode of ['production', 'development'] as const) {
      assert.match(
        await attempted(sts.url, mode),
        /DEPTH_ZERO_SELF_SIGNED_CERT/,
        'this machine’s own address is reached',
      );
    }
    assert.equal(sts.asked.length, 0);
  });

  test('is nobody where none is named: our own gives the credentials', async () => {
    await using world = await openWorld();
    const config = configOf({});
    assert.equal(credentialSource(config, world.services, { warn() {} }).roles, 'here');
  });
});
