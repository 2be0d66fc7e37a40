import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { checkClientSettings } from './client-rules.ts';
import type { ClientSettings } from './client-settings.ts';
import type { PoolRecord } from './pool.ts';
import { schemaOf } from './schema.ts';

const pool: PoolRecord = {
  id: 'us-east-1_Abc123xyz',
  region: 'us-east-1',
  name: 'readers',
  createdAt: 0,
  modifiedAt: 0,
  settings: {},
  schema: schemaOf([
    { Name: 'email', Required: true },
    { Name: 'tier', AttributeDataType: 'String' },
    { Name: 'score', AttributeDataType: 'Number', DeveloperOnlyAttribute: true },
  ]),
  tags: {},
};

const check = (settings: ClientSettings, hasSecret = false): void =>
  checkClientSettings(settings, pool, { hasSecret, doing: 'creating' });

suite("a client's settings", () => {
  const invalid: readonly (readonly [string, ClientSettings])[] = [
    ['legacy and current flow names together', { ExplicitAuthFlows: ['USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH'] }],
    [
      'rotation beside the flow it replaces',
      { RefreshTokenRotation: { Feature: 'ENABLED' }, ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] },
    ],
    ['rotation beside the default flows', { RefreshTokenRotation: { Feature: 'ENABLED' } }],
    ['access tokens below 5 minutes', { AccessTokenValidity: 299, TokenValidityUnits: { AccessToken: 'seconds' } }],
    ['access tokens beyond a day', { AccessTokenValidity: 25 }],
    ['ID tokens below 5 minutes', { IdTokenValidity: 4, TokenValidityUnits: { IdToken: 'minutes' } }],
    ['refresh tokens below an hour', { RefreshTokenValidity: 59, TokenValidityUnits: { RefreshToken: 'minutes' } }],
    ['refresh tokens beyond ten years', { RefreshTokenValidity: 3_651 }],
    [
      'refresh tokens that end before access tokens',
      { RefreshTokenValidity: 2, AccessTokenValidity: 3, TokenValidityUnits: { RefreshToken: 'hours' } },
    ],
    ['a readable attribute the schema lacks', { ReadAttributes: ['custom:none'] }],
    ['a writable attribute the schema lacks', { WriteAttributes: ['email', 'tier'] }],
    ['a verified flag to write', { WriteAttributes: ['email', 'email_verified'] }],
    ["an administrator's attribute to write", { WriteAttributes: ['email', 'dev:custom:score'] }],
    ['a required attribute it may not write', { WriteAttributes: ['name'] }],
    ['a provider that does not exist', { SupportedIdentityProviders: ['COGNITO', 'Google'] }],
    ['context data without a secret', { EnablePropagateAdditionalUserContextData: true }],
    ['plain http callbacks', { CallbackURLs: ['http://example.com'] }],
    ['a fragment to log out to', { LogoutURLs: ['https://example.com/#out'] }],
    [
      'a default redirect that is no callback',
      { CallbackURLs: ['https://a.example'], DefaultRedirectURI: 'https://b.example' },
    ],
    ['OAuth without grants', { AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthScopes: ['openid'] }],
    ['OAuth without scopes', { AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ['code'] }],
  ];
  for (const [what, settings] of invalid) {
    test(`are refused with ${what}`, () => assert.throws(() => check(settings), { failure: 'invalidParameter' }));
  }

  test('name the provider that does not exist as AWS does', () => {
    const message = 'The provider Google does not exist for User Pool us-east-1_Abc123xyz.';
    assert.throws(() => check({ SupportedIdentityProviders: ['Google'] }), { message });
  });

  test('say whether attributes were wrong for creating or for updating', () => {
    const settings: ClientSettings = { WriteAttributes: ['none'] };
    assert.throws(() => check(settings), { message: 'Invalid write attributes specified while creating a client' });
    const update = (): void => checkClientSettings(settings, pool, { hasSecret: false, doing: 'updating' });
    assert.throws(update, { message: 'Invalid write attributes specified while updating a client' });
  });

  test('refuse client_credentials beside another grant, without a secret, or for scopes of users', () => {
    const failure = 'invalidOAuthFlow';
    assert.throws(() => check({ AllowedOAuthFlows: ['client_credentials', 'code'] }, true), { failure });
    assert.throws(() => check({ AllowedOAuthFlows: ['client_credentials'] }), { failure });
    const scopes: ClientSettings = { AllowedOAuthFlows: ['client_credentials'], AllowedOAuthScopes: ['openid'] };
    assert.throws(() => check(scopes, true), { failure });
  });

  // ledger: CreateUserPoolClient.AllowedOAuthScopes differs — custom scopes don't exist until resource servers are built
  test('refuse a scope that no resource server has', () => {
    assert.throws(() => check({ AllowedOAuthScopes: ['articles/read'] }), {
      failure: 'scopeDoesNotExist',
      message: 'Invalid scope requested: articles/read',
    });
  });

  // ledger: CreateUserPoolClient.AnalyticsConfiguration refused — there is no Amazon Pinpoint to send to
  test('refuse analytics', () => {
    const ApplicationId = 'abcdef';
    assert.throws(() => check({ AnalyticsConfiguration: { ApplicationId } }), { failure: 'notHonoured' });
    check({ AnalyticsConfiguration: {} });
  });

  // ledger: CreateUserPoolClient.ExplicitAuthFlows differs — ALLOW_CLIENT_TOKEN_AUTH is refused until GetClientToken is built; ALLOW_USER_AUTH and ALLOW_CUSTOM_AUTH are accepted, and sign-in refuses these flows until they are built
  test('refuse tokens for machines, which are not built yet, and accept the flows that clients list by habit', () => {
    const machine = { ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH'] } as unknown as ClientSettings;
    assert.throws(() => check(machine, true), { failure: 'notHonoured' });
    check({
      ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_CUSTOM_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    });
    check({ ExplicitAuthFlows: ['ADMIN_NO_SRP_AUTH', 'USER_PASSWORD_AUTH', 'CUSTOM_AUTH_FLOW_ONLY'] });
  });

  test('are accepted where lifetimes are at their limits', () => {
    check({
      AccessTokenValidity: 86_400,
      IdTokenValidity: 5,
      RefreshTokenValidity: 315_360_000,
      TokenValidityUnits: { AccessToken: 'seconds', IdToken: 'minutes', RefreshToken: 'seconds' },
    });
    check({ RefreshTokenValidity: 60, TokenValidityUnits: { RefreshToken: 'minutes' } });
    check({ RefreshTokenValidity: 0, TokenValidityUnits: { RefreshToken: 'seconds' } });
  });

  test('are accepted as modules for web applications send them', () => {
    check({
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 60 },
      SupportedIdentityProviders: ['COGNITO'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code', 'implicit'],
      AllowedOAuthScopes: ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin'],
      CallbackURLs: ['https://news.example/callback', 'http://localhost:3000'],
      LogoutURLs: [],
      DefaultRedirectURI: 'http://localhost:3000',
      ReadAttributes: ['email', 'email_verified', 'custom:tier', 'dev:custom:score'],
      WriteAttributes: ['email', 'custom:tier'],
      PreventUserExistenceErrors: 'ENABLED',
    });
    check({ ReadAttributes: [], WriteAttributes: [], CallbackURLs: [], ExplicitAuthFlows: [] });
  });
});
