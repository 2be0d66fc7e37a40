import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { CognitoIdentity } from '@aws-sdk/client-cognito-identity';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { IAM } from '@aws-sdk/client-iam';
import { allow, policy } from '../support/account.ts';
import { type RunningServer, runningServer } from '../support/running-server.ts';

interface Sent {
  request: { body: string | Uint8Array; headers: Record<string, string> };
}

/** A client whose requests say more than their operation knows, under a signature that is good. */
function saying<Client extends CognitoIdentity | CognitoIdentityProvider>(client: Client, more: object): Client {
  const stack = client.middlewareStack as unknown as {
    add(wrap: (next: (sent: Sent) => Promise<never>) => (sent: Sent) => Promise<never>, at: object): void;
  };
  const wrap = (next: (sent: Sent) => Promise<never>) => (sent: Sent) => {
    const sentBody = Buffer.from(sent.request.body).toString();
    const body = JSON.stringify({ ...(JSON.parse(sentBody) as object), ...more });
    const headers = { ...sent.request.headers, 'content-length': String(Buffer.byteLength(body)) };
    Object.assign(sent.request, { body, headers });
    return next(sent);
  };
  stack.add(wrap, { step: 'build', priority: 'low' });
  return client;
}

/** What the clients of a new user with this policy are made with. */
async function userWith(server: RunningServer, document: string) {
  const iam = new IAM({ endpoint: server.url, region: 'us-east-1', credentials: server.credentials });
  await iam.createUser({ UserName: 'eve' });
  await iam.putUserPolicy({ UserName: 'eve', PolicyName: 'own', PolicyDocument: document });
  const { AccessKey } = await iam.createAccessKey({ UserName: 'eve' });
  const credentials = { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
  return { endpoint: server.url, region: 'us-east-1', credentials, maxAttempts: 1 };
}

const denied = { name: 'AccessDeniedException' };

suite('a member that an operation does not know decides nothing about who may call it', () => {
  test('not the ARN of the resource: rights to one user pool are none to another', async () => {
    await using server = await runningServer();
    const [own, other] = [
      (await server.sdk.createUserPool({ PoolName: 'own' })).UserPool!,
      (await server.sdk.createUserPool({ PoolName: 'other' })).UserPool!,
    ];
    const config = await userWith(server, policy(allow('cognito-idp:*', own.Arn!)));
    const eve = saying(new CognitoIdentityProvider(config), { ResourceArn: own.Arn });
    await eve.describeUserPool({ UserPoolId: own.Id });
    await assert.rejects(eve.describeUserPool({ UserPoolId: other.Id }), denied);
    await assert.rejects(eve.deleteUserPool({ UserPoolId: other.Id }), denied);
    assert.ok((await server.sdk.describeUserPool({ UserPoolId: other.Id })).UserPool);
  });

  test('and rights to one identity pool are none to another', async () => {
    await using server = await runningServer();
    const root = new CognitoIdentity({ endpoint: server.url, region: 'us-east-1', credentials: server.credentials });
    const settings = { IdentityPoolName: 'pool', AllowUnauthenticatedIdentities: true };
    const [own, other] = [await root.createIdentityPool(settings), await root.createIdentityPool(settings)];
    const arn = `arn:aws:cognito-identity:us-east-1:000000000000:identitypool/${own.IdentityPoolId}`;
    const config = await userWith(server, policy(allow('cognito-identity:*', arn)));
    const eve = saying(new CognitoIdentity(config), { ResourceArn: arn });
    await eve.describeIdentityPool({ IdentityPoolId: own.IdentityPoolId });
    await assert.rejects(eve.describeIdentityPool({ IdentityPoolId: other.IdentityPoolId }), denied);
    await assert.rejects(eve.deleteIdentityPool({ IdentityPoolId: other.IdentityPoolId }), denied);
  });

  test('nor a role that would be handed on instead of the one that is', async () => {
    await using server = await runningServer();
    const { UserPool } = await server.sdk.createUserPool({ PoolName: 'own' });
    const config = await userWith(server, policy(allow('cognito-idp:*')));
    const eve = saying(new CognitoIdentityProvider(config), { SmsConfiguration: { ExternalId: 'x' } });
    const SnsCallerArn = 'arn:aws:iam::000000000000:role/admin';
    await assert.rejects(
      eve.setUserPoolMfaConfig({
        UserPoolId: UserPool!.Id,
        SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn } },
      }),
      denied,
    );
  });

  test('nor tags that are never put on anything', async () => {
    await using server = await runningServer();
    const { UserPool } = await server.sdk.createUserPool({ PoolName: 'own' });
    const tagged = { Condition: { StringEquals: { 'aws:RequestTag/team': 'news' } } };
    const config = await userWith(server, policy(allow('cognito-idp:*', '*', tagged)));
    const eve = saying(new CognitoIdentityProvider(config), { Tags: { team: 'news' } });
    await assert.rejects(eve.deleteUserPool({ UserPoolId: UserPool!.Id }), denied);
  });
});
