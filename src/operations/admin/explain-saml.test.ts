import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { nameIdentifierClaim } from '#domain/identity-pools/saml-claims.ts';
import { openIdentityWorld } from '../../../test/support/identity-world.ts';
import { awsAttribute, samlIdp } from '../../../test/support/saml-idp.ts';
import { deleteSAMLProvider } from '../iam/saml-providers/delete-saml-provider.ts';
import { explainRole } from './explain-role.ts';
import type { ExplainRoleInput } from './explained.ts';

const provider = 'arn:aws:iam::000000000000:saml-provider/corp';
const role = (name: string) => `arn:aws:iam::000000000000:role/${name}`;
const pair = (name: string) => `${role(name)},${provider}`;
const rolesClaim = awsAttribute('Role');
const call = { requestId: '1', region: 'us-east-1' };

/** A pool that takes an employer's users, who get the role that their assertion names. */
async function opened() {
  const world = await openIdentityWorld();
  const idp = samlIdp({ now: world.clock.now });
  await world.account.samlProvider('corp', idp.metadata);
  const poolId = await world.identityPool({ SamlProviderARNs: [provider] });
  await world.poolRole('reader', poolId);
  const Logins = { [provider]: idp.response({ nameId: 'ada', roles: [pair('reader')] }) };
  const { IdentityId } = await world.id('GetId', { IdentityPoolId: poolId, Logins });
  return {
    ...{ world, poolId, identityId: IdentityId! },
    why: (input: ExplainRoleInput) => explainRole(input, world.services, call),
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

suite('why somebody who comes through SAML gets a role', () => {
  test('is not asked about attributes that are no texts, nor about another subject than the identity’s', async () => {
    await using it = await opened();
    await assert.rejects(it.why({ IdentityPoolId: it.poolId, Provider: provider, Claims: { mail: 3 } }), {
      code: 'ValidationException',
      message: 'The attribute mail must be a text, or a list of texts.',
    });
    await assert.rejects(it.why({ IdentityId: it.identityId, Claims: { [nameIdentifierClaim]: 'bob' } }), {
      code: 'ValidationException',
      message: 'The identity is not bob.',
    });
  });

  test('is told by the pairs of roles in the assertion', async () => {
    await using it = await opened();
    const named = await it.why({ IdentityId: it.identityId, Claims: { [rolesClaim]: [pair('reader')] } });
    assert.equal(named.Role, role('reader'));
    assert.equal(named.Granted, true);
    const several = await it.why({
      ...{ IdentityPoolId: it.poolId, Provider: provider },
      Claims: { [nameIdentifierClaim]: 'bob', [rolesClaim]: [pair('reader'), pair('editor')] },
    });
    assert.equal(several.Role, undefined);
    assert.equal(several.Granted, false);
  });

  test('is that nothing verifies assertions of a provider that is gone', async () => {
    await using it = await opened();
    await deleteSAMLProvider({ SAMLProviderArn: provider }, it.world.services);
    const { Granted, Obstacles } = await it.why({
      IdentityId: it.identityId,
      Claims: { [rolesClaim]: [pair('reader')] },
    });
    assert.equal(Granted, false);
    assert.match(Obstacles[0]!.Sentence, /is not registered with IAM any more/);
  });

  test('is that the provider has another issuer than when the identity was linked', async () => {
    await using it = await opened();
    await deleteSAMLProvider({ SAMLProviderArn: provider }, it.world.services);
    await it.world.account.samlProvider(
      'corp',
      samlIdp({ now: it.world.clock.now, entityId: 'https://other.example' }).metadata,
    );
    const { Obstacles } = await it.why({ IdentityId: it.identityId, Claims: { [rolesClaim]: [pair('reader')] } });
    assert.match(Obstacles[0]!.Sentence, /has another issuer than when the identity was linked/);
  });
});
