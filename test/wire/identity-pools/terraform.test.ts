import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { RoleMapping } from '@aws-sdk/client-cognito-identity';
import { openPlace, type Place } from './place.ts';

/*
 * What Terraform's provider for AWS sends for its resources of identity pools, in its order, and what it expects back: it
 * compares the answers with its plan, so whatever differs would be a change in every plan that follows. Sources: the files
 * pool.go, pool_roles_attachment.go and pool_provider_principal_tag.go in its folder internal/service/cognitoidentity.
 */
const shown = (answer: object): Record<string, unknown> => {
  const { $metadata: _, ...rest } = answer as Record<string, unknown>;
  return structuredClone(rest);
};
const arnOf = (id: string) => `arn:aws:cognito-identity:us-east-1:000000000000:identitypool/${id}`;

suite('aws_cognito_identity_pool', () => {
  /** What a configuration without anything but a name comes to: defaults are sent, empty ones are not. */
  const minimal = (name: string) => ({
    ...{ IdentityPoolName: name, AllowUnauthenticatedIdentities: false, AllowClassicFlow: false },
  });

  test('is made with its defaults and read back as it was planned', async () => {
    await using place = await openPlace();
    const { identityPools } = place;
    const made = await identityPools.createIdentityPool(minimal('tf'));
    const { IdentityPoolId } = made;
    const expected = { ...minimal('tf'), IdentityPoolId, IdentityPoolTags: {} };
    assert.deepEqual(shown(await identityPools.describeIdentityPool({ IdentityPoolId })), expected);
  });

  test('is made with everything, changed in every member, and read back each time', async () => {
    await using place = await openPlace();
    const { identityPools, key: ProviderName, ClientId } = place;
    const oidc = 'arn:aws:iam::000000000000:oidc-provider/login.example.com';
    const saml = 'arn:aws:iam::000000000000:saml-provider/staff';
    const config = {
      ...minimal('tf'),
      DeveloperProviderName: 'login.newsletter',
      SupportedLoginProviders: { 'graph.facebook.com': '7346241598935552', 'accounts.google.com': '123.apps' },
      CognitoIdentityProviders: [{ ClientId, ProviderName, ServerSideTokenCheck: false }],
      SamlProviderARNs: [saml],
      OpenIdConnectProviderARNs: [oidc],
    };
    const { IdentityPoolId } = await identityPools.createIdentityPool({
      ...config,
      IdentityPoolTags: { a: '1', b: '2' },
    });
    const read = async () => shown(await identityPools.describeIdentityPool({ IdentityPoolId }));
    assert.deepEqual(await read(), { ...config, IdentityPoolId, IdentityPoolTags: { a: '1', b: '2' } });

    // An update sends every member but the developer provider and the tags, empty ones included.
    const update = {
      ...{ IdentityPoolId, IdentityPoolName: 'tf', AllowUnauthenticatedIdentities: true, AllowClassicFlow: true },
      CognitoIdentityProviders: [{ ClientId, ProviderName, ServerSideTokenCheck: true }],
      ...{ SupportedLoginProviders: {}, OpenIdConnectProviderARNs: [], SamlProviderARNs: [] },
    };
    await identityPools.updateIdentityPool(update);
    const { SupportedLoginProviders: _, OpenIdConnectProviderARNs: __, SamlProviderARNs: ___, ...kept } = update;
    const { DeveloperProviderName } = config;
    assert.deepEqual(await read(), { ...kept, DeveloperProviderName, IdentityPoolTags: { a: '1', b: '2' } });

    // Tags are changed by calls of their own, first those that go.
    const ResourceArn = arnOf(IdentityPoolId!);
    await identityPools.untagResource({ ResourceArn, TagKeys: ['a'] });
    await identityPools.tagResource({ ResourceArn, Tags: { b: '3', c: '4' } });
    assert.deepEqual((await read())['IdentityPoolTags'], { b: '3', c: '4' });
    assert.deepEqual(shown(await identityPools.listTagsForResource({ ResourceArn })), { Tags: { b: '3', c: '4' } });

    await identityPools.updateIdentityPool({
      ...{ ...update, CognitoIdentityProviders: [], AllowClassicFlow: false, AllowUnauthenticatedIdentities: false },
    });
    assert.deepEqual(await read(), {
      ...{ ...minimal('tf'), IdentityPoolId, DeveloperProviderName, IdentityPoolTags: { b: '3', c: '4' } },
    });
  });

  test('is imported by its id alone, with the classic flow unset where nobody has set it', async () => {
    await using place = await openPlace();
    const { identityPools } = place;
    const { IdentityPoolId } = await identityPools.createIdentityPool({
      ...{ IdentityPoolName: 'by hand', AllowUnauthenticatedIdentities: false },
    });
    const imported = shown(await identityPools.describeIdentityPool({ IdentityPoolId }));
    assert.equal('AllowClassicFlow' in imported, false);
    assert.equal(imported['IdentityPoolName'], 'by hand');
  });

  test('is gone after its deletion, which the next plan takes from the name of the error', async () => {
    await using place = await openPlace();
    const { identityPools } = place;
    const { IdentityPoolId } = await identityPools.createIdentityPool(minimal('tf'));
    await identityPools.deleteIdentityPool({ IdentityPoolId });
    const missing = { name: 'ResourceNotFoundException', message: `IdentityPool '${IdentityPoolId}' not found.` };
    await assert.rejects(identityPools.describeIdentityPool({ IdentityPoolId }), missing);
    await assert.rejects(identityPools.deleteIdentityPool({ IdentityPoolId }), missing);
  });
});

suite('aws_cognito_identity_pool_roles_attachment', () => {
  const roles = async ({ identityPools, IdentityPoolId }: Place) =>
    shown(await identityPools.getIdentityPoolRoles({ IdentityPoolId }));

  test('is made, changed, imported and deleted', async () => {
    await using place = await openPlace();
    const { identityPools, IdentityPoolId, clientKey } = place;
    const arn = (name: string) => `arn:aws:iam::000000000000:role/${name}`;
    const Roles = { authenticated: arn('reader'), unauthenticated: arn('guest') };
    await identityPools.setIdentityPoolRoles({ IdentityPoolId, Roles });
    assert.deepEqual(await roles(place), { IdentityPoolId, Roles });

    const byRules: RoleMapping = {
      Type: 'Rules',
      AmbiguousRoleResolution: 'AuthenticatedRole',
      RulesConfiguration: {
        Rules: [{ Claim: 'isAdmin', MatchType: 'Equals', RoleARN: arn('reader'), Value: 'paid' }],
      },
    };
    await identityPools.setIdentityPoolRoles({ IdentityPoolId, Roles, RoleMappings: { [clientKey]: byRules } });
    assert.deepEqual(await roles(place), { IdentityPoolId, Roles, RoleMappings: { [clientKey]: byRules } });

    const byToken: RoleMapping = { Type: 'Token', AmbiguousRoleResolution: 'Deny' };
    await identityPools.setIdentityPoolRoles({ IdentityPoolId, Roles, RoleMappings: { [clientKey]: byToken } });
    assert.deepEqual(await roles(place), { IdentityPoolId, Roles, RoleMappings: { [clientKey]: byToken } });

    // Without any mapping an empty map is sent, and deletion sends two.
    await identityPools.setIdentityPoolRoles({ IdentityPoolId, Roles, RoleMappings: {} });
    assert.deepEqual(await roles(place), { IdentityPoolId, Roles });
    await identityPools.setIdentityPoolRoles({ IdentityPoolId, Roles: {}, RoleMappings: {} });
    assert.deepEqual(await roles(place), { IdentityPoolId, Roles: {} });
  });

  test('is refused with a mapping that does not say what becomes of the ambiguous', async () => {
    await using place = await openPlace();
    const { identityPools, IdentityPoolId, clientKey } = place;
    const mapping = { Type: 'Token', AmbiguousRoleResolution: '' } as never;
    const asked = identityPools.setIdentityPoolRoles({
      IdentityPoolId,
      Roles: {},
      RoleMappings: { [clientKey]: mapping },
    });
    await assert.rejects(asked, { name: 'ValidationException', message: /ambiguousRoleResolution/ });
  });
});

suite('aws_cognito_identity_pool_provider_principal_tag', () => {
  test('is made, changed, imported and deleted, of a user pool and of an OpenID Connect provider', async () => {
    await using place = await openPlace();
    const { identityPools, key, ClientId } = place;
    const oidc = 'arn:aws:iam::000000000000:oidc-provider/accounts.example.com';
    const { IdentityPoolId } = await identityPools.createIdentityPool({
      ...{ IdentityPoolName: 'tf', AllowUnauthenticatedIdentities: false, OpenIdConnectProviderARNs: [oidc] },
      CognitoIdentityProviders: [{ ProviderName: key, ClientId }],
    });
    for (const IdentityProviderName of [key, oidc]) {
      const named = { IdentityPoolId, IdentityProviderName };
      const read = async () => shown(await identityPools.getPrincipalTagAttributeMap(named));
      // `use_defaults = false` is the zero value, so the first call does not send it.
      await identityPools.setPrincipalTagAttributeMap({ ...named, PrincipalTags: { test: 'value' } });
      assert.deepEqual(await read(), { ...named, UseDefaults: false, PrincipalTags: { test: 'value' } });
      const PrincipalTags = { test: 'value', new: 'map' };
      await identityPools.setPrincipalTagAttributeMap({ ...named, UseDefaults: false, PrincipalTags });
      assert.deepEqual(await read(), { ...named, UseDefaults: false, PrincipalTags });
      // Deletion returns the provider to the default map.
      await identityPools.setPrincipalTagAttributeMap({ ...named, UseDefaults: true, PrincipalTags: {} });
      assert.deepEqual(await read(), { ...named, UseDefaults: true, PrincipalTags: {} });
    }
    await identityPools.deleteIdentityPool({ IdentityPoolId });
    const gone = identityPools.getPrincipalTagAttributeMap({ IdentityPoolId, IdentityProviderName: key });
    await assert.rejects(gone, { name: 'ResourceNotFoundException' });
  });
});
