import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { refusal } from '../../../test/support/refusal.ts';
import type { IdentityPoolSettings } from './identity-pool.ts';
import { checkIdentityPool } from './pool-rules.ts';

const userPool = 'cognito-idp.us-east-1.amazonaws.com/us-east-1_abc';
const check = (settings: Partial<IdentityPoolSettings>) => () =>
  checkIdentityPool({ AllowUnauthenticatedIdentities: false, ...settings });
const clients = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ ProviderName: userPool, ClientId: `app${n}` }));
const oidc = (url: string) => [`arn:aws:iam::000000000000:oidc-provider/${url}`];
const invalid = (message?: string | RegExp) => refusal('InvalidParameterException', message);

suite('the settings of an identity pool are refused', () => {
  for (const [what, ProviderName, ClientId] of [
    ['has no name', '', 'app'],
    ['has no client', userPool, ''],
    ['is named by its id alone', 'us-east-1_abc', 'app'],
    ['is named by a URL', `https://${userPool}`, 'app'],
    ['is another service', 'cognito-sync.us-east-1.amazonaws.com/us-east-1_abc', 'app'],
  ] as const) {
    test(`when a user pool ${what}`, () => {
      const wrong = check({ CognitoIdentityProviders: [{ ProviderName, ClientId }] });
      assert.throws(wrong, invalid('Invalid Cognito Identity Provider'));
    });
  }

  test('when a client of a user pool is named twice, or more than fifty are named', () => {
    assert.throws(check({ CognitoIdentityProviders: [...clients(1), ...clients(1)] }), invalid(/named twice/));
    assert.throws(check({ CognitoIdentityProviders: clients(51) }), refusal('LimitExceededException'));
    check({ CognitoIdentityProviders: clients(50) })();
  });

  test('when a login provider is unknown, or one whose tokens can not be verified here', () => {
    assert.throws(check({ SupportedLoginProviders: { 'login.example.com': 'app' } }), invalid());
    assert.throws(check({ SupportedLoginProviders: { toString: 'app' } }), invalid());
    for (const key of ['api.twitter.com', 'www.digits.com']) {
      const message = `SupportedLoginProviders.${key} is not supported by this server yet, so it is refused rather than ignored.`;
      assert.throws(check({ SupportedLoginProviders: { [key]: 'key;secret' } }), invalid(message));
    }
  });

  test('when an ARN is not that of such a provider', () => {
    const [openId, saml] = [oidc('login.example.com'), ['arn:aws:iam::000000000000:saml-provider/staff']];
    assert.throws(check({ OpenIdConnectProviderARNs: saml }), invalid());
    assert.throws(check({ SamlProviderARNs: openId }), invalid());
    check({ OpenIdConnectProviderARNs: openId, SamlProviderARNs: saml })();
  });

  test('when the developer provider has the name of another one', () => {
    for (const [DeveloperProviderName, more] of [
      ['cognito-identity.amazonaws.com', {}],
      ['accounts.google.com', {}],
      ['login.example.com', { OpenIdConnectProviderARNs: oidc('login.example.com') }],
    ] as const) {
      assert.throws(check({ DeveloperProviderName, ...more }), invalid(/can not be the name of a developer provider/));
    }
    check({ DeveloperProviderName: 'login.newsletter', OpenIdConnectProviderARNs: oidc('login.example.com') })();
  });
});
