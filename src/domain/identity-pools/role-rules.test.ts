import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { refusal } from '../../../test/support/refusal.ts';
import type { RoleMapping } from './identity-pool.ts';
import { checkRoles, rolesIn } from './role-rules.ts';

const role = (name: string) => `arn:aws:iam::000000000000:role/${name}`;
const userPool = 'cognito-idp.us-east-1.amazonaws.com/us-east-1_abc';
const oidcArn = 'arn:aws:iam::000000000000:oidc-provider/login.example.com';
const pool = {
  settings: {
    AllowUnauthenticatedIdentities: false,
    CognitoIdentityProviders: [{ ProviderName: userPool, ClientId: 'app' }],
    SupportedLoginProviders: { 'accounts.google.com': 'app' },
    OpenIdConnectProviderARNs: [oidcArn],
    DeveloperProviderName: 'login.newsletter',
  },
};
const rule = { Claim: 'plan', MatchType: 'Equals', Value: 'paid', RoleARN: role('paid') } as const;
const token: RoleMapping = { Type: 'Token', AmbiguousRoleResolution: 'Deny' };
const byRules = (count: number, more: object = {}): RoleMapping => ({
  ...{ Type: 'Rules', AmbiguousRoleResolution: 'Deny' },
  RulesConfiguration: { Rules: Array.from({ length: count }, () => rule) },
  ...more,
});
const invalid = (message?: string | RegExp) => refusal('InvalidParameterException', message);

suite('the roles of a pool are refused', () => {
  test('when one is no role', () => {
    for (const arn of ['arn:aws:iam::000000000000:user/ada', 'arn:aws:s3:::bucket/role/x', role('a b'), role('')]) {
      assert.throws(() => checkRoles(pool, { authenticated: arn }, {}), invalid());
      const mapped = byRules(1, { RulesConfiguration: { Rules: [{ ...rule, RoleARN: arn }] } });
      assert.throws(() => checkRoles(pool, {}, { 'accounts.google.com': mapped }), invalid());
    }
  });

  for (const name of [
    ...[userPool, `${userPool}:other`, 'graph.facebook.com', 'login.example.com', 'login.newsletter', 'nobody'],
  ]) {
    test(`when a mapping is for ${name}, which is not what mappings call a provider of the pool`, () => {
      assert.throws(
        () => checkRoles(pool, {}, { [name]: token }),
        invalid(`${name} is not a valid RoleMapping ProviderName or is not a configured provider.`),
      );
    });
  }

  test('when a mapping does not say what becomes of the ambiguous', () => {
    for (const mapping of [{ Type: 'Token' } as const, byRules(1, { AmbiguousRoleResolution: undefined })]) {
      assert.throws(() => checkRoles(pool, {}, { 'accounts.google.com': mapping }), invalid(/AmbiguousRoleResolution/));
    }
  });

  test('when a mapping by rules has none or more than 25, and when one by token has some', () => {
    const google = (mapping: RoleMapping) => () => checkRoles(pool, {}, { 'accounts.google.com': mapping });
    assert.throws(google({ Type: 'Rules', AmbiguousRoleResolution: 'Deny' }), invalid());
    assert.throws(google(byRules(26)), invalid('A role mapping can have no more than 25 rules.'));
    assert.throws(google({ ...byRules(1), Type: 'Token' }), invalid());
    google(byRules(25))();
  });
});

suite('the roles of a pool', () => {
  test('are mapped by a user pool’s client, a public provider’s name and an IAM provider’s ARN', () => {
    checkRoles(pool, {}, { [`${userPool}:app`]: token, 'accounts.google.com': byRules(1), [oidcArn]: token });
  });

  test('are each named once, those of mappings after the pool’s own', () => {
    const roles = { authenticated: role('reader'), unauthenticated: role('guest') };
    const mappings = { 'accounts.google.com': byRules(2), [oidcArn]: token };
    assert.deepEqual(rolesIn(roles, mappings), [role('reader'), role('guest'), role('paid')]);
  });
});
