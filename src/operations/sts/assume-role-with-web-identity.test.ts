import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { accountOf, allow, identityId, policy, trusts, trustsPool } from '../../../test/support/account.ts';
import {
  fakeIssuer,
  fakeKey,
  fakeServer,
  sharedSecretToken,
  unsignedToken,
} from '../../../test/support/fake-issuer.ts';
import { byMail, confirmedUser, password, passwordClient } from '../../../test/support/people.ts';
import { refusal } from '../../../test/support/refusal.ts';
import { openWorld } from '../../../test/support/world.ts';

const account = '000000000000';
const roleArn = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const notAuthorized = refusal('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity');
const noJwt = 'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)';

type Input = Parameters<ReturnType<typeof accountOf>['sts']>[1] & object;

async function opened(elsewhere: Record<string, string> = {}) {
  const world = await openWorld({ elsewhere });
  const iam = accountOf(world);
  const seconds = () => Math.floor(world.clock.now() / 1_000);
  const assume = (token: string, more: Partial<Input> = {}) =>
    iam.sts('AssumeRoleWithWebIdentity', {
      RoleArn: roleArn('reader'),
      RoleSessionName: 'web',
      WebIdentityToken: token,
      ...more,
    } as never);
  /** Dates as the world has them. */
  const times = (life = 600) => ({ iat: seconds(), exp: seconds() + life });
  return { world, iam, assume, times, seconds, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
}

suite('a token of an identity pool', () => {
  // ledger: AssumeRoleWithWebIdentity.WebIdentityToken honoured — signature, issuer, dates, audience and the role's trust policy
  test('opens a session of a role that trusts the pool, and says whose it is', async () => {
    await using it = await opened();
    const poolId = await it.iam.identityPool();
    const role = await it.iam.role('reader', {
      trust: trustsPool(poolId),
      policy: policy(allow('s3:GetObject', 'arn:aws:s3:::b/${cognito-identity.amazonaws.com:sub}/*')),
    });
    const answer = await it.assume(await it.iam.identityToken(poolId));
    assert.deepEqual(
      { ...answer, Credentials: undefined },
      {
        Credentials: undefined,
        SubjectFromWebIdentityToken: identityId,
        AssumedRoleUser: { AssumedRoleId: `${role.id}:web`, Arn: `arn:aws:sts::${account}:assumed-role/reader/web` },
        PackedPolicySize: undefined,
        Provider: 'cognito-identity.amazonaws.com',
        Audience: poolId,
        SourceIdentity: undefined,
      },
    );
    const caller = { principal: await it.iam.signedWith(answer.Credentials), region: 'us-east-1' };
    const may = async (key: string) =>
      (await it.world.services.access.decide(caller, 's3:GetObject', `arn:aws:s3:::b/${key}`)).allowed;
    assert.deepEqual([await may(`${identityId}/x`), await may('us-east-1:other/x')], [true, false]);
    assert.equal(caller.principal!.session!.provider, 'cognito-identity.amazonaws.com');
  });

  test('of another pool, or of a guest, is refused by the trust policy', async () => {
    await using it = await opened();
    const [poolId, otherPool] = [await it.iam.identityPool(), await it.iam.identityPool()];
    await it.iam.role('reader', { trust: trustsPool(poolId) });
    await assert.rejects(it.assume(await it.iam.identityToken(otherPool)), notAuthorized);
    await assert.rejects(it.assume(await it.iam.identityToken(poolId, { amr: ['unauthenticated'] })), notAuthorized);
    await assert.rejects(it.assume(await it.iam.identityToken(poolId), { RoleArn: roleArn('nobody') }), notAuthorized);
  });

  // ledger: AssumeRoleWithWebIdentity differs — a role that trusts identity pools must say of which pool (aud, as AWS demands too) and whether for guests (amr)
  test('is refused by a role whose trust policy does not say which pool, or whether guests are meant', async () => {
    await using it = await opened();
    const poolId = await it.iam.identityPool();
    const aud = { StringEquals: { 'cognito-identity.amazonaws.com:aud': poolId } };
    const amr = { 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' } };
    for (const condition of [undefined, aud, amr]) {
      const name = `role${Object.keys(condition ?? {}).join('').length}`;
      await it.iam.role(name, {
        trust: policy(
          trusts({ Federated: 'cognito-identity.amazonaws.com' }, 'sts:AssumeRoleWithWebIdentity', condition),
        ),
      });
      await assert.rejects(it.assume(await it.iam.identityToken(poolId), { RoleArn: roleArn(name) }), notAuthorized);
    }
    await it.iam.role('reader', {
      trust: policy(
        trusts({ Federated: 'cognito-identity.amazonaws.com' }, 'sts:AssumeRoleWithWebIdentity', { ...aud, ...amr }),
      ),
    });
    await it.assume(await it.iam.identityToken(poolId));
  });

  test('is refused when it is forged, altered, unsigned or signed with a public key as a secret', async () => {
    await using it = await opened();
    const poolId = await it.iam.identityPool();
    await it.iam.role('reader', { trust: trustsPool(poolId) });
    const token = await it.iam.identityToken(poolId);
    const [jwk] = await it.world.services.identityTokens.jwks();
    const [, payload] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as Record<string, unknown>;
    const altered = token.replace(
      payload!,
      Buffer.from(JSON.stringify({ ...claims, sub: 'us-east-1:eve' })).toString('base64url'),
    );
    const badSignature = refusal('InvalidIdentityToken', 'The signature of the ID Token could not be verified');
    await assert.rejects(it.assume(altered), badSignature);
    await assert.rejects(it.assume(fakeKey('RS512', { kid: jwk!.kid }).sign(claims)), badSignature);
    await assert.rejects(it.assume(fakeKey('RS256', { kid: jwk!.kid }).sign(claims)), badSignature);
    await assert.rejects(it.assume(sharedSecretToken(claims, jwk!.n, jwk!.kid)), badSignature);
    await assert.rejects(it.assume(unsignedToken(claims)), refusal('InvalidIdentityToken', noJwt));
    await assert.rejects(it.assume('no.token'), refusal('InvalidIdentityToken', noJwt));
    await assert.rejects(it.assume(fakeKey().sign({ sub: 'ada' })), refusal('InvalidIdentityToken', noJwt));
  });

  test('is refused once its time is over, and when its pool is gone', async () => {
    await using it = await opened();
    const poolId = await it.iam.identityPool();
    await it.iam.role('reader', { trust: trustsPool(poolId) });
    const token = await it.iam.identityToken(poolId);
    it.world.clock.advance(600_000);
    const expired = `Token expired: current date/time ${it.seconds()} must be before the expiration date/time ${it.seconds()}`;
    await assert.rejects(it.assume(token), refusal('ExpiredTokenException', expired));
    const later = await it.iam.identityToken(poolId);
    await it.world.store.write(({ identityPools }) => identityPools.delete(poolId));
    it.world.services.directory.forget();
    await assert.rejects(it.assume(later), refusal('InvalidIdentityToken'));
  });

  test('with tags needs sts:TagSession, and its tags become those of the session', async () => {
    await using it = await opened();
    const poolId = await it.iam.identityPool();
    const tags = { principal_tags: { plan: ['paid'] }, transitive_tag_keys: ['plan'] };
    const token = await it.iam.identityToken(poolId, { 'https://aws.amazon.com/tags': tags });
    await it.iam.role('reader', { trust: trustsPool(poolId) });
    await assert.rejects(it.assume(token), notAuthorized);
    await it.iam.role('tagged', {
      trust: trustsPool(poolId, { actions: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] }),
      tags: { plan: 'free' },
    });
    const { Credentials, PackedPolicySize } = await it.assume(token, { RoleArn: roleArn('tagged') });
    assert.ok(PackedPolicySize! > 0);
    const { session } = (await it.iam.signedWith(Credentials))!;
    assert.deepEqual([session!.tags, session!.transitiveTagKeys], [{ plan: 'paid' }, ['plan']]);
    for (const principal_tags of [
      { plan: 'paid' },
      { plan: ['a', 'b'] },
      { plan: [5] },
      { plan: ['a'], PLAN: ['b'] },
    ]) {
      const wrong = await it.iam.identityToken(poolId, { 'https://aws.amazon.com/tags': { principal_tags } });
      await assert.rejects(it.assume(wrong, { RoleArn: roleArn('tagged') }), (error: Error) =>
        /Invalid(IdentityToken|ParameterValue)/.test(error.name),
      );
    }
  });

  // ledger: AssumeRoleWithWebIdentity.Policy honoured — narrows the session
  // ledger: AssumeRoleWithWebIdentity.PolicyArns honoured — narrow the session
  // ledger: AssumeRoleWithWebIdentity.DurationSeconds honoured — held against the role's MaxSessionDuration
  test('opens a session that is as narrow and as short as it was asked for', async () => {
    await using it = await opened();
    const poolId = await it.iam.identityPool();
    await it.iam.role('reader', {
      trust: trustsPool(poolId),
      policy: policy(allow('s3:*')),
      maxSessionDuration: 7_200,
    });
    const token = await it.iam.identityToken(poolId);
    const { Credentials } = await it.assume(token, {
      Policy: policy(allow('s3:GetObject')),
      DurationSeconds: 900,
    } as never);
    assert.equal(Credentials!.Expiration!.getTime(), it.world.clock.now() + 900_000);
    const caller = { principal: await it.iam.signedWith(Credentials), region: 'us-east-1' };
    const may = async (action: string) =>
      (await it.world.services.access.decide(caller, action, 'arn:aws:s3:::b/k')).allowed;
    assert.deepEqual([await may('s3:GetObject'), await may('s3:PutObject')], [true, false]);
    await assert.rejects(
      it.assume(token, { DurationSeconds: 7_201 } as never),
      refusal('ValidationError', /exceeds the MaxSessionDuration/),
    );
    await assert.rejects(it.assume(token, { Policy: '{' } as never), refusal('MalformedPolicyDocument'));
    await assert.rejects(
      it.assume(token, { PolicyArns: [{ arn: `arn:aws:iam::${account}:policy/none` }] } as never),
      refusal('ValidationError'),
    );
  });
});

suite('a token of a user pool', () => {
  async function signedIn(it: Awaited<ReturnType<typeof opened>>) {
    const place = await it.world.pool(byMail, passwordClient);
    const sub = await confirmedUser(it.world, place, 'ada');
    const { AuthenticationResult } = await it.world.run('InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: place.clientId,
      AuthParameters: { USERNAME: 'ada', PASSWORD: password },
    });
    const issuer = it.world.services.settings.issuerOf({ id: place.poolId, region: 'us-east-1' });
    return { ...place, sub, issuer, host: issuer.replace(/^https?:\/\//, ''), tokens: AuthenticationResult! };
  }

  test('opens a session where IAM knows the pool as a provider and the role trusts it, and nobody is asked', async () => {
    await using it = await opened();
    const { issuer, host, clientId, sub, tokens } = await signedIn(it);
    const provider = await it.iam.oidcProvider(issuer, [clientId]);
    await it.iam.role('reader', {
      trust: policy(
        trusts({ Federated: provider }, 'sts:AssumeRoleWithWebIdentity', {
          StringEquals: { [`${host}:aud`]: clientId, [`${host}:sub`]: sub },
        }),
      ),
    });
    const { Credentials, ...answer } = await it.assume(tokens.IdToken!);
    assert.deepEqual([answer.Provider, answer.Audience, answer.SubjectFromWebIdentityToken], [issuer, clientId, sub]);
    const { session } = (await it.iam.signedWith(Credentials))!;
    assert.equal(session!.provider, provider);
    assert.deepEqual(session!.context, { [`${host}:aud`]: clientId, [`${host}:sub`]: sub });
  });

  test('is refused for a client that the provider does not list, as an access token, and without a provider', async () => {
    await using it = await opened();
    const { issuer, clientId, tokens } = await signedIn(it);
    await assert.rejects(
      it.assume(tokens.IdToken!),
      refusal('InvalidIdentityToken', `No OpenIDConnect provider found in your account for ${issuer}`),
    );
    const provider = await it.iam.oidcProvider(issuer, ['another']);
    await it.iam.role('reader', { trust: policy(trusts({ Federated: provider }, 'sts:AssumeRoleWithWebIdentity')) });
    await assert.rejects(it.assume(tokens.IdToken!), refusal('InvalidIdentityToken', 'Incorrect token audience'));
    await it.world.store.write(async ({ iam }) => {
      await iam.changing();
      await iam.oidcProviders.replace({
        ...(await iam.oidcProviders.find(issuer.replace(/^https?:\/\//, '')))!,
        clientIds: [clientId],
      });
    });
    it.world.services.iam.forget();
    await it.assume(tokens.IdToken!);
    await assert.rejects(it.assume(tokens.AccessToken!), refusal('InvalidIdentityToken', 'Incorrect token audience'));
  });
});

suite('a token of a registered provider elsewhere', () => {
  async function registered(it: Awaited<ReturnType<typeof opened>>, url: string, condition?: object) {
    const provider = await it.iam.oidcProvider(url, ['app', 'tool']);
    await it.iam.role('reader', {
      trust: policy(
        trusts({ Federated: provider }, ['sts:AssumeRoleWithWebIdentity', 'sts:SetSourceIdentity'], condition),
      ),
    });
  }

  test('opens a session; its claims are what the trust policy asks about', async () => {
    await using it = await opened();
    await using issuer = await fakeIssuer({ alg: 'ES256' });
    const { host } = new URL(issuer.url);
    await registered(it, issuer.url, {
      StringLike: { [`${host}:sub`]: 'repo:cenote/*' },
      'ForAnyValue:StringEquals': { [`${host}:amr`]: 'mfa' },
    });
    const claims = { aud: 'app', sub: 'repo:cenote/main', amr: ['pwd', 'mfa'], ...it.times() };
    const answer = await it.assume(issuer.token(claims));
    assert.deepEqual([answer.Provider, answer.Audience], [issuer.url, 'app']);
    await assert.rejects(it.assume(issuer.token({ ...claims, sub: 'repo:other/main' })), notAuthorized);
    await assert.rejects(it.assume(issuer.token({ ...claims, amr: ['pwd'] })), notAuthorized);
  });

  test('is for whom its azp names, where it has one', async () => {
    await using it = await opened();
    await using issuer = await fakeIssuer();
    await registered(it, issuer.url);
    const token = (claims: object) => it.assume(issuer.token({ sub: 'ada', ...it.times(), ...claims }));
    assert.equal((await token({ aud: ['x', 'app'] })).Audience, 'x');
    assert.equal((await token({ aud: ['x', 'y'], azp: 'tool' })).Audience, 'tool');
    const wrong = refusal('InvalidIdentityToken', 'Incorrect token audience');
    await assert.rejects(token({ aud: 'app', azp: 'stranger' }), wrong);
    await assert.rejects(token({ aud: 'stranger' }), wrong);
    await assert.rejects(token({}), wrong);
  });

  test('needs its dates and a subject', async () => {
    await using it = await opened();
    await using issuer = await fakeIssuer();
    await registered(it, issuer.url);
    const good = { aud: 'app', sub: 'ada', ...it.times() };
    const invalid = refusal('InvalidIdentityToken');
    for (const wrong of [
      { exp: undefined },
      { iat: undefined },
      { exp: 'soon' },
      { sub: undefined },
      { sub: '' },
      { iat: it.seconds() + 301 },
      { nbf: it.seconds() + 301 },
    ]) {
      await assert.rejects(it.assume(issuer.token({ ...good, ...wrong })), invalid);
    }
    await assert.rejects(it.assume(issuer.token({ ...good, exp: it.seconds() })), refusal('ExpiredTokenException'));
    await it.assume(issuer.token({ ...good, iat: it.seconds() + 299 }));
  });

  test('sets the source identity where the trust policy lets it', async () => {
    await using it = await opened();
    await using issuer = await fakeIssuer();
    await registered(it, issuer.url);
    const claims = { aud: 'app', sub: 'ada', ...it.times(), 'https://aws.amazon.com/source_identity': 'ada@corp' };
    assert.equal((await it.assume(issuer.token(claims))).SourceIdentity, 'ada@corp');
    await assert.rejects(
      it.assume(issuer.token({ ...claims, 'https://aws.amazon.com/source_identity': 'a b' })),
      refusal('InvalidIdentityToken'),
    );
  });

  test('cannot be verified while the provider is out of reach', async () => {
    await using it = await opened();
    await using issuer = await fakeIssuer();
    await registered(it, issuer.url);
    issuer.trouble = (_, response) => response.writeHead(503).end();
    await assert.rejects(
      it.assume(issuer.token({ aud: 'app', sub: 'ada', ...it.times() })),
      refusal('IDPCommunicationError'),
    );
  });

  test('of a provider that is not registered is refused without asking anybody', async () => {
    await using it = await opened();
    await using issuer = await fakeIssuer();
    const expected = `No OpenIDConnect provider found in your account for ${issuer.url}`;
    await assert.rejects(
      it.assume(issuer.token({ aud: 'app', sub: 'ada', ...it.times() })),
      refusal('InvalidIdentityToken', expected),
    );
    assert.equal(issuer.asked.length, 0);
  });
});

suite('a token of a provider that everybody knows', () => {
  test('of Google opens a session for the application that the trust policy names', async () => {
    await using issuer = await fakeIssuer({ issuer: 'https://accounts.google.com' });
    await using it = await opened({ 'https://accounts.google.com': issuer.url });
    await it.iam.role('reader', {
      trust: policy(
        trusts({ Federated: 'accounts.google.com' }, 'sts:AssumeRoleWithWebIdentity', {
          StringEquals: { 'accounts.google.com:aud': 'app.apps.googleusercontent.com' },
        }),
      ),
    });
    for (const iss of ['https://accounts.google.com', 'accounts.google.com']) {
      const claims = { iss, aud: 'server', azp: 'app.apps.googleusercontent.com', sub: '108', ...it.times() };
      const answer = await it.assume(issuer.token(claims));
      assert.deepEqual([answer.Provider, answer.Audience], ['accounts.google.com', 'app.apps.googleusercontent.com']);
      await assert.rejects(it.assume(issuer.token({ ...claims, azp: 'other' })), notAuthorized);
    }
  });

  // ledger: AssumeRoleWithWebIdentity.ProviderId honoured — graph.facebook.com and www.amazon.com
  for (const [provider, app, user, userKey] of [
    ['graph.facebook.com', '1234567', '42', 'id'],
    ['www.amazon.com', 'amzn1.application.1', 'amzn1.account.2', 'user_id'],
  ] as const) {
    test(`of ${provider} is looked up there`, async () => {
      let status = 200;
      await using server = await fakeServer((request, response) => {
        const facebook = { id: request.url?.startsWith('/app') ? app : user };
        response
          .writeHead(status)
          .end(JSON.stringify(provider === 'www.amazon.com' ? { app_id: app, user_id: user, exp: 100 } : facebook));
      });
      await using it = await opened({ [provider]: server.url });
      const trust = (appId: string) =>
        policy(
          trusts({ Federated: provider }, 'sts:AssumeRoleWithWebIdentity', {
            StringEquals: { [`${provider}:app_id`]: appId },
          }),
        );
      await it.iam.role('reader', { trust: trust(app) });
      await it.iam.role('other', { trust: trust('other') });
      const { Credentials, ...answer } = await it.assume('access-token', { ProviderId: provider } as never);
      assert.deepEqual([answer.Provider, answer.Audience, answer.SubjectFromWebIdentityToken], [provider, app, user]);
      assert.deepEqual((await it.iam.signedWith(Credentials))!.session!.context, { [`${provider}:${userKey}`]: user });
      await assert.rejects(
        it.assume('access-token', { ProviderId: provider, RoleArn: roleArn('other') } as never),
        notAuthorized,
      );
      status = 400;
      await assert.rejects(it.assume('access-token', { ProviderId: provider } as never), refusal('IDPRejectedClaim'));
      status = 503;
      await assert.rejects(
        it.assume('access-token', { ProviderId: provider } as never),
        refusal('IDPCommunicationError'),
      );
    });
  }

  test('of another provider is not looked up anywhere', async () => {
    await using it = await opened();
    await assert.rejects(
      it.assume('access-token', { ProviderId: 'api.example.com' } as never),
      refusal('ValidationError'),
    );
  });
});
