import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { allow, policy } from '../../../../test/support/account.ts';
import { engines } from '../../../../test/support/engines.ts';
import { openIdentityWorld } from '../../../../test/support/identity-world.ts';
import { refusal } from '../../../../test/support/refusal.ts';

const oidcArn = 'arn:aws:iam::000000000000:oidc-provider/login.example.com';
const unknown = 'us-east-1:00000000-0000-4000-8000-000000000000';
const notFound = refusal('ResourceNotFoundException', `IdentityPool '${unknown}' not found.`);

async function opened(engine: keyof typeof engines = 'sqlite') {
  const world = await openIdentityWorld({ engine });
  const users = await world.userPool();
  const poolId = await world.identityPool({
    CognitoIdentityProviders: [users.provider],
    SupportedLoginProviders: { 'accounts.google.com': 'app' },
    OpenIdConnectProviderARNs: [oidcArn],
    DeveloperProviderName: 'login.newsletter',
  });
  const role = async (name: string) => (await world.poolRole(name, poolId)).arn;
  const set = (input: object, call: object = {}) =>
    world.id('SetIdentityPoolRoles', { IdentityPoolId: poolId, Roles: {}, ...input }, call);
  const get = async () => (await world.id('GetIdentityPoolRoles', { IdentityPoolId: poolId })) as object;
  const setTags = (IdentityProviderName: string, more: object = {}) =>
    world.id('SetPrincipalTagAttributeMap', { IdentityPoolId: poolId, IdentityProviderName, ...more });
  const getTags = (IdentityProviderName: string) =>
    world.id('GetPrincipalTagAttributeMap', { IdentityPoolId: poolId, IdentityProviderName });
  const clientKey = `${users.key}:${users.clientId}`;
  return {
    ...{ world, users, poolId, role, set, get, setTags, getTags, clientKey },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

suite('SetIdentityPoolRoles refuses', () => {
  const forbidden = (arn: string) => refusal('NotAuthorizedException', `Access to Role '${arn}' is forbidden.`);

  // ledger: SetIdentityPoolRoles.Roles honoured — roles that are there, and that the caller may pass (iam:PassRole)
  test('a role that is not there, and one that the caller may not pass', async () => {
    await using it = await opened();
    const [reader, none] = [await it.role('reader'), 'arn:aws:iam::000000000000:role/none'];
    await assert.rejects(it.set({ Roles: { authenticated: none } }), forbidden(none));
    const without = await it.world.account.user('without');
    await assert.rejects(it.set({ Roles: { authenticated: reader } }, { principal: without }), forbidden(reader));
    const may = (Condition?: object) => policy(allow('iam:PassRole', reader, Condition && { Condition }));
    const to = (service: string) => may({ StringEquals: { 'iam:PassedToService': service } });
    const other = await it.world.account.user('other', to('lambda.amazonaws.com'));
    await assert.rejects(it.set({ Roles: { authenticated: reader } }, { principal: other }), forbidden(reader));
    const one = await it.world.account.user('one', to('cognito-identity.amazonaws.com'));
    await it.set({ Roles: { authenticated: reader } }, { principal: one });
  });

  test('a role in a rule that the caller may not pass, and then sets none', async () => {
    await using it = await opened();
    const [reader, admin] = [await it.role('reader'), await it.role('admin')];
    const principal = await it.world.account.user('one', policy(allow('iam:PassRole', reader)));
    const rule = { Claim: 'sub', MatchType: 'Equals', Value: 'x', RoleARN: admin } as const;
    const mapping = { Type: 'Rules', AmbiguousRoleResolution: 'Deny', RulesConfiguration: { Rules: [rule] } };
    const asked = { Roles: { authenticated: reader }, RoleMappings: { 'accounts.google.com': mapping } };
    await assert.rejects(it.set(asked, { principal }), forbidden(admin));
    assert.deepEqual(await it.get(), { IdentityPoolId: it.poolId, Roles: {} });
  });

  // ledger: SetIdentityPoolRoles.RoleMappings honoured — by provider key; 25 rules a provider, and what becomes of the ambiguous must be said
  test('a mapping for a provider that the pool has not', async () => {
    await using it = await opened();
    const mapping = { Type: 'Token', AmbiguousRoleResolution: 'Deny' };
    await assert.rejects(
      it.set({ RoleMappings: { [it.users.key]: mapping } }),
      refusal(
        'InvalidParameterException',
        `${it.users.key} is not a valid RoleMapping ProviderName or is not a configured provider.`,
      ),
    );
    await it.set({ RoleMappings: { [it.clientKey]: mapping } });
  });

  test('other kinds of roles than authenticated and unauthenticated', async () => {
    await using it = await opened();
    const asked = it.set({ Roles: { admin: await it.role('reader') } });
    await assert.rejects(asked, refusal('ValidationException'));
  });

  // ledger: SetIdentityPoolRoles.IdentityPoolId honoured — a pool of the caller's region
  test('a pool that is not there', async () => {
    await using it = await opened();
    await assert.rejects(it.world.id('SetIdentityPoolRoles', { IdentityPoolId: unknown, Roles: {} }), notFound);
  });
});

for (const engine of Object.keys(engines) as (keyof typeof engines)[]) {
  suite(`the roles of an identity pool on ${engine}`, () => {
    // ledger: SetIdentityPoolRoles honoured — a replacement of all roles and mappings
    // ledger: GetIdentityPoolRoles honoured — mappings are left out where there are none
    // ledger: GetIdentityPoolRoles.IdentityPoolId honoured — a pool of the caller's region
    test('are none at first, are shown as they were set, and are replaced as a whole', async () => {
      await using it = await opened(engine);
      const { poolId: IdentityPoolId } = it;
      assert.deepEqual(await it.get(), { IdentityPoolId, Roles: {} });
      const [reader, guest, paid] = [await it.role('reader'), await it.role('guest'), await it.role('paid')];
      const Roles = { authenticated: reader, unauthenticated: guest };
      const Rules = [{ Claim: 'custom:plan', MatchType: 'Equals', Value: 'paid', RoleARN: paid }];
      const RoleMappings = {
        [it.clientKey]: { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' },
        [oidcArn]: { Type: 'Rules', AmbiguousRoleResolution: 'Deny', RulesConfiguration: { Rules } },
      };
      assert.deepEqual(await it.set({ Roles, RoleMappings }), {});
      assert.deepEqual(await it.get(), { IdentityPoolId, Roles, RoleMappings });
      await it.set({ Roles: { authenticated: reader } });
      assert.deepEqual(await it.get(), { IdentityPoolId, Roles: { authenticated: reader } });
      await it.set({ Roles: {}, RoleMappings: {} });
      assert.deepEqual(await it.get(), { IdentityPoolId, Roles: {} });
      await assert.rejects(it.world.id('GetIdentityPoolRoles', { IdentityPoolId: unknown }), notFound);
    });

    // ledger: SetPrincipalTagAttributeMap.PrincipalTags honoured — tag key to claim; at most 50, aws: is AWS's own
    // ledger: SetPrincipalTagAttributeMap.UseDefaults honoured — the user (username) and the client (client) become tags; the map that is given does not count, and is shown again
    // ledger: SetPrincipalTagAttributeMap.IdentityProviderName honoured — a user pool by its key, an OpenID Connect provider by ARN or URL; a developer provider has no claims and is refused
    // ledger: GetPrincipalTagAttributeMap differs — a provider without a map is answered as one with an empty map; what AWS answers is not documented
    // ledger: GetPrincipalTagAttributeMap.IdentityProviderName honoured — as SetPrincipalTagAttributeMap's
    test('go with a map of tags for each provider, which is empty at first', async () => {
      await using it = await opened(engine);
      const PrincipalTags = { plan: 'custom:tier', user: 'sub' };
      for (const IdentityProviderName of [it.users.key, 'accounts.google.com', oidcArn]) {
        const named = { IdentityPoolId: it.poolId, IdentityProviderName };
        const none = { ...named, UseDefaults: false, PrincipalTags: {} };
        assert.deepEqual(await it.getTags(IdentityProviderName), none);
        const custom = { ...named, UseDefaults: false, PrincipalTags };
        assert.deepEqual(await it.setTags(IdentityProviderName, { PrincipalTags }), custom);
        assert.deepEqual(await it.getTags(IdentityProviderName), custom);
        const defaults = { ...named, UseDefaults: true, PrincipalTags };
        assert.deepEqual(await it.setTags(IdentityProviderName, { UseDefaults: true, PrincipalTags }), defaults);
        assert.deepEqual(await it.getTags(IdentityProviderName), defaults);
        assert.deepEqual(await it.setTags(IdentityProviderName, { UseDefaults: false }), none);
      }
      await it.setTags('login.example.com', { PrincipalTags });
      assert.deepEqual((await it.getTags(oidcArn)).PrincipalTags, PrincipalTags);
    });
  });
}

suite('SetPrincipalTagAttributeMap refuses', () => {
  test('a provider that the pool has not, and the developer provider, which has no claims', async () => {
    await using it = await opened();
    for (const name of ['graph.facebook.com', it.clientKey, 'login.newsletter']) {
      await assert.rejects(it.setTags(name, { UseDefaults: true }), refusal('InvalidParameterException'), name);
    }
    await assert.rejects(it.getTags('graph.facebook.com'), refusal('InvalidParameterException'));
  });

  // ledger: SetPrincipalTagAttributeMap honoured — of two logins with the same tag the first of the call decides; an absent claim is no tag
  // ledger: SetPrincipalTagAttributeMap.IdentityPoolId honoured — a pool of the caller's region
  // ledger: GetPrincipalTagAttributeMap.IdentityPoolId honoured — a pool of the caller's region
  test('tags that are reserved or too many, and a pool that is not there', async () => {
    await using it = await opened();
    const fifty = Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`key-${n}`, 'sub']));
    const reserved = it.setTags('accounts.google.com', { PrincipalTags: { 'aws:plan': 'sub' } });
    await assert.rejects(reserved, refusal('InvalidParameterException'));
    await assert.rejects(it.setTags('accounts.google.com', { PrincipalTags: fifty }), refusal('ValidationException'));
    const named = { IdentityPoolId: unknown, IdentityProviderName: 'accounts.google.com' };
    await assert.rejects(it.world.id('SetPrincipalTagAttributeMap', named), notFound);
    await assert.rejects(it.world.id('GetPrincipalTagAttributeMap', named), notFound);
  });
});
