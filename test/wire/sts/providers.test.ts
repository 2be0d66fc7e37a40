import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { CognitoIdentity } from '@aws-sdk/client-cognito-identity';
import { fromTemporaryCredentials, fromWebToken } from '@aws-sdk/credential-providers';
import { allow, policy, trusts } from '../../support/account.ts';
import { fakeIssuer } from '../../support/fake-issuer.ts';
import { account, mayAssume, openScene } from './scene.ts';

suite('the credential providers of the AWS SDK', () => {
  test('assume a role, and a second one through it', async () => {
    await using scene = await openScene();
    const ada = await scene.user('ada', mayAssume);
    const trust = policy(trusts({ AWS: account }, ['sts:AssumeRole', 'sts:TagSession']));
    const [first, second] = [await scene.role('first', trust, mayAssume), await scene.role('second', trust)];
    const clientConfig = { endpoint: scene.server.url, region: 'us-east-1' };
    const once = fromTemporaryCredentials({
      masterCredentials: ada,
      params: { RoleArn: first, Tags: [{ Key: 'plan', Value: 'paid' }], TransitiveTagKeys: ['plan'] },
      clientConfig,
    });
    const credentials = await fromTemporaryCredentials({
      masterCredentials: once,
      params: { RoleArn: second },
      clientConfig,
    })();
    assert.match(credentials.accessKeyId, /^ASIA/);
    const { Arn } = await scene.sts(credentials).getCallerIdentity({});
    assert.match(Arn!, /:assumed-role\/second\/aws-sdk-js-\d+$/);
  });

  test('exchange a token of an OpenID Connect provider that IAM knows', async () => {
    await using scene = await openScene();
    await using issuer = await fakeIssuer();
    const { OpenIDConnectProviderArn } = await scene.iam.createOpenIDConnectProvider({
      Url: issuer.url,
      ClientIDList: ['app'],
    });
    const { host } = new URL(issuer.url);
    const roleArn = await scene.role(
      'web',
      policy(
        trusts({ Federated: OpenIDConnectProviderArn! }, 'sts:AssumeRoleWithWebIdentity', {
          StringEquals: { [`${host}:sub`]: 'ada' },
        }),
      ),
      policy(allow('cognito-identity:ListIdentityPools')),
    );
    const provider = (claims: object) =>
      fromWebToken({
        roleArn,
        webIdentityToken: issuer.token({ aud: 'app', sub: 'ada', ...claims }),
        roleSessionName: 'web-ada',
        clientConfig: { endpoint: scene.server.url, region: 'us-east-1', maxAttempts: 1 },
      });
    const pools = new CognitoIdentity({ endpoint: scene.server.url, region: 'us-east-1', credentials: provider({}) });
    assert.deepEqual((await pools.listIdentityPools({ MaxResults: 5 })).IdentityPools, []);
    await assert.rejects(
      pools.deleteIdentityPool({ IdentityPoolId: 'us-east-1:11111111-2222-3333-4444-555555555555' }),
      {
        name: 'AccessDeniedException',
        message: `User: arn:aws:sts::${account}:assumed-role/web/web-ada is not authorized to perform: cognito-identity:DeleteIdentityPool on resource: arn:aws:cognito-identity:us-east-1:${account}:identitypool/us-east-1:11111111-2222-3333-4444-555555555555 because no identity-based policy allows the cognito-identity:DeleteIdentityPool action`,
      },
    );
    pools.destroy();
    await assert.rejects(provider({ sub: 'eve' })(), {
      name: 'AccessDenied',
      message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    });
    await assert.rejects(provider({ aud: 'other' })(), {
      name: 'InvalidIdentityTokenException',
      message: 'Incorrect token audience',
    });
    await assert.rejects(provider({ exp: 1 })(), { name: 'ExpiredTokenException' });
    issuer.trouble = (_, response) => response.writeHead(500).end();
    await provider({})();
  });
});
