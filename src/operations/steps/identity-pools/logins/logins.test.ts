import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  type FakeIssuer,
  fakeIssuer,
  fakeKey,
  fakeServer,
  sharedSecretToken,
  unsignedToken,
} from '../../../../../test/support/fake-issuer.ts';
import { openIdentityWorld } from '../../../../../test/support/identity-world.ts';
import { refusal } from '../../../../../test/support/refusal.ts';

const notAuthorized = (message: string | RegExp) => refusal('NotAuthorizedException', message);
const wrongAudience = notAuthorized('Token is not from a supported provider of this identity pool.');
const wrongSignature = notAuthorized("Invalid login token. Couldn't verify signed token.");
const notOpenId = notAuthorized('Invalid login token. Not a valid OpenId Connect identity token.');
const oidcArn = 'arn:aws:iam::000000000000:oidc-provider/login.example.com/tenant';
const awsPool = 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Elsewhere';

/** Issuers of ID tokens elsewhere: how a pool names them, and what their users' tokens are for. */
const issuers = [
  {
    ...{ name: 'Google', key: 'accounts.google.com', audience: 'app.apps.googleusercontent.com', claims: {} },
    settings: { SupportedLoginProviders: { 'accounts.google.com': 'app.apps.googleusercontent.com' } },
    amr: 'accounts.google.com:app.apps.googleusercontent.com:ada',
  },
  {
    ...{ name: 'Apple', key: 'appleid.apple.com', audience: 'com.example.news', claims: {} },
    settings: { SupportedLoginProviders: { 'appleid.apple.com': 'com.example.news' } },
    amr: 'appleid.apple.com:com.example.news:ada',
  },
  {
    ...{ name: 'a provider that IAM knows', key: 'login.example.com/tenant', audience: 'app', claims: {} },
    settings: { OpenIdConnectProviderARNs: [oidcArn] },
    amr: `${oidcArn}:OIDC:ada`,
  },
  {
    ...{ name: 'a user pool of AWS', key: awsPool, audience: 'app', claims: { token_use: 'id' } },
    settings: { CognitoIdentityProviders: [{ ProviderName: awsPool, ClientId: 'app' }] },
    amr: `${awsPool}:CognitoSignIn:ada`,
  },
] as const;
type Issuer = (typeof issuers)[number];

async function opened({ key, settings, audience, claims }: Issuer, issuer: FakeIssuer) {
  const world = await openIdentityWorld({ start: Date.now(), elsewhere: { [`https://${key}`]: issuer.url } });
  await world.account.oidcProvider(`https://login.example.com/tenant`, ['app']);
  const IdentityPoolId = await world.identityPool(structuredClone(settings) as object);
  const usual = { aud: audience, sub: 'ada', ...claims };
  const token = (more: object = {}) => issuer.token({ ...usual, ...more });
  const getId = (login: string) => world.id('GetId', { IdentityPoolId, Logins: { [key]: login } });
  return { world, usual, token, getId, IdentityPoolId, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
}

const hour = 3_600;
const now = () => Math.floor(Date.now() / 1_000);

for (const one of issuers) {
  suite(`a token of ${one.name}`, () => {
    test('leads to an identity, whose token says by whom', async () => {
      await using issuer = await fakeIssuer({ issuer: `https://${one.key}` });
      await using it = await opened(one, issuer);
      const { IdentityId } = await it.getId(it.token());
      assert.deepEqual(await it.getId(it.token({ email: 'ada@example.com' })), { IdentityId });
      assert.notDeepEqual(await it.getId(it.token({ sub: 'bob' })), { IdentityId });
      const Logins = { [one.key]: it.token() };
      const { Token } = await it.world.id('GetOpenIdToken', { IdentityId: IdentityId!, Logins });
      const claims = JSON.parse(Buffer.from(Token!.split('.')[1]!, 'base64url').toString());
      assert.deepEqual(claims.amr, ['authenticated', one.key, one.amr]);
    });

    test('is refused for another application, and its azp alone counts where it has one', async () => {
      await using issuer = await fakeIssuer({ issuer: `https://${one.key}` });
      await using it = await opened(one, issuer);
      await assert.rejects(it.getId(it.token({ aud: 'other' })), wrongAudience);
      await assert.rejects(it.getId(it.token({ azp: 'other' })), wrongAudience);
      await it.getId(it.token({ aud: ['other', one.audience] }));
      await it.getId(it.token({ aud: 'server', azp: one.audience }));
    });

    test('is refused when it is of another issuer, expired, not valid yet, or lacks a claim', async () => {
      await using issuer = await fakeIssuer({ issuer: `https://${one.key}` });
      await using it = await opened(one, issuer);
      const wrongIssuer = notAuthorized("Invalid login token. Issuer doesn't match providerName");
      for (const iss of [`http://${one.key}`, `https://${one.key}/`, 'https://login.example.net']) {
        await assert.rejects(it.getId(it.token({ iss })), wrongIssuer);
      }
      const expired = notAuthorized(/^Invalid login token. Token expired: \d+ >= \d+$/);
      await it.getId(it.token({ exp: now() - 290 }));
      await assert.rejects(it.getId(it.token({ exp: now() - 310 })), expired);
      await it.getId(it.token({ nbf: now() + 290 }));
      await assert.rejects(it.getId(it.token({ nbf: now() + hour })), notAuthorized(/not valid yet/));
      for (const claim of ['sub', 'aud', 'exp']) {
        const missing = notAuthorized(`Invalid login token. Missing a required claim: ${claim}`);
        await assert.rejects(it.getId(it.token({ [claim]: undefined })), missing);
      }
    });

    test('is refused when it is forged, unsigned, or signed with the public key as a secret', async () => {
      await using issuer = await fakeIssuer({ issuer: `https://${one.key}` });
      await using it = await opened(one, issuer);
      const claims = { iss: `https://${one.key}`, iat: now(), exp: now() + hour, ...it.usual };
      const [{ jwk }] = issuer.keys as [(typeof issuer.keys)[number]];
      const kid = String(jwk['kid']);
      for (const token of [
        fakeKey('RS256', { kid }).sign(claims),
        sharedSecretToken(claims, JSON.stringify(jwk), kid),
        sharedSecretToken(claims, String(jwk['n']), kid),
        it
          .token()
          .replace(/\.[^.]+\./, `.${Buffer.from(JSON.stringify({ ...claims, sub: 'eve' })).toString('base64url')}.`),
      ]) {
        await assert.rejects(it.getId(token), wrongSignature);
      }
      await assert.rejects(it.getId(unsignedToken(claims)), notOpenId);
      const { Identities } = await it.world.id('ListIdentities', { IdentityPoolId: it.IdentityPoolId, MaxResults: 1 });
      assert.deepEqual(Identities, []);
    });

    test('cannot be verified while the issuer is out of reach', async () => {
      await using issuer = await fakeIssuer({ issuer: `https://${one.key}` });
      await using it = await opened(one, issuer);
      issuer.trouble = (_, response) => response.writeHead(503).end();
      await assert.rejects(it.getId(it.token()), refusal('ExternalServiceException', /could not be reached\.$/));
    });
  });
}

suite('a token of a provider that IAM knows', () => {
  const [registered] = issuers.filter((one) => one.key.startsWith('login.example.com')) as [Issuer];

  test('is refused once IAM does not know the provider any more', async () => {
    await using issuer = await fakeIssuer({ issuer: `https://${registered.key}` });
    await using it = await opened(registered, issuer);
    await it.getId(it.token());
    await it.world.store.write(async ({ iam }) => {
      await iam.changing();
      await iam.oidcProviders.delete(registered.key);
    });
    it.world.services.iam.forget();
    await assert.rejects(it.getId(it.token()), notAuthorized(/^Logins don't match\./));
  });
});

suite('a token of a user pool of AWS', () => {
  const elsewhere = issuers.at(-1)!;

  test('is refused when it is an access token, or not of a user pool at all', async () => {
    await using issuer = await fakeIssuer({ issuer: `https://${awsPool}` });
    await using it = await opened(elsewhere, issuer);
    await assert.rejects(it.getId(it.token({ token_use: 'access' })), notOpenId);
    const notCognito = notAuthorized('Invalid login token. Not a Cognito token.');
    await assert.rejects(it.getId(it.token({ token_use: undefined })), notCognito);
  });

  test('is refused where the pool is to ask whether the user is still signed in, which nobody here knows', async () => {
    await using issuer = await fakeIssuer({ issuer: `https://${awsPool}` });
    await using it = await opened(elsewhere, issuer);
    await it.getId(it.token());
    await it.world.id('UpdateIdentityPool', {
      ...{ IdentityPoolId: it.IdentityPoolId, IdentityPoolName: 'readers', AllowUnauthenticatedIdentities: false },
      CognitoIdentityProviders: [{ ProviderName: awsPool, ClientId: 'app', ServerSideTokenCheck: true }],
    });
    await assert.rejects(
      it.getId(it.token()),
      notAuthorized(/The user no longer exists, is disabled or has signed out/),
    );
  });
});

for (const [key, app, user] of [
  ['graph.facebook.com', '1234567', '42'],
  ['www.amazon.com', 'amzn1.application.1', 'amzn1.account.2'],
] as const) {
  suite(`an access token of ${key}`, () => {
    /** The provider, which knows one user of one application. */
    const provider = () => {
      const state = { status: 200, app: app as string, user: user as string };
      return {
        state,
        server: fakeServer((request, response) => {
          const facebook = { id: request.url?.startsWith('/app') ? state.app : state.user };
          const amazon = { app_id: state.app, user_id: state.user, exp: 100 };
          response.writeHead(state.status).end(JSON.stringify(key === 'www.amazon.com' ? amazon : facebook));
        }),
      };
    };

    test('leads to the identity of the user whom the provider names', async () => {
      const { state, server } = provider();
      await using issuer = await server;
      await using world = await openIdentityWorld({ elsewhere: { [key]: issuer.url } });
      const IdentityPoolId = await world.identityPool({ SupportedLoginProviders: { [key]: app } });
      const getId = () => world.id('GetId', { IdentityPoolId, Logins: { [key]: 'access-token' } });
      const { IdentityId } = await getId();
      assert.deepEqual(await getId(), { IdentityId });
      const { Token } = await world.id('GetOpenIdToken', { IdentityId: IdentityId!, Logins: { [key]: 'other-token' } });
      const claims = JSON.parse(Buffer.from(Token!.split('.')[1]!, 'base64url').toString());
      assert.deepEqual(claims.amr, ['authenticated', key, `${key}:${app}:${user}`]);
      state.user = 'another';
      assert.notDeepEqual(await getId(), { IdentityId });
    });

    test('is refused for another application, when the provider does not know it, and while it is out of reach', async () => {
      const { state, server } = provider();
      await using issuer = await server;
      await using world = await openIdentityWorld({ elsewhere: { [key]: issuer.url } });
      const IdentityPoolId = await world.identityPool({ SupportedLoginProviders: { [key]: app } });
      const getId = (token = 'access-token') => world.id('GetId', { IdentityPoolId, Logins: { [key]: token } });
      state.app = 'other';
      await assert.rejects(getId(), wrongAudience);
      state.status = 400;
      await assert.rejects(getId(), wrongSignature);
      await assert.rejects(getId('no\ntoken'), wrongSignature);
      state.status = 503;
      await assert.rejects(getId(), refusal('ExternalServiceException', `${key} could not be reached.`));
    });
  });
}
