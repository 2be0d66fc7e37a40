import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { SignatureV4 } from '@smithy/signature-v4';
import { trustsPool } from '../../support/account.ts';
import { NodeSha256 } from '../../support/node-sha256.ts';
import { openScene, type Scene } from '../sts/scene.ts';

/*
 * Requests as clients other than the AWS SDK for JavaScript write them: boto3 and the AWS CLI sign no call of GetId,
 * GetOpenIdToken, GetCredentialsForIdentity and UnlinkIdentity, the SDK for C++ signs them all, browsers ask first.
 */
const json = 'application/x-amz-json-1.1';
const target = (operation: string) => `AWSCognitoIdentityService.${operation}`;
const botocore = {
  'accept-encoding': 'identity',
  'user-agent': 'Boto3/1.43.11 md/Botocore#1.43.11 ua/2.1 lang/python#3.11.7 cfg/retry-mode#legacy Botocore/1.43.11',
  'amz-sdk-invocation-id': '4f5f59f8-3274-4ec9-888b-a7e4b16e2fcf',
  'amz-sdk-request': 'attempt=1',
};

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

suite('identity pools as boto3 and the AWS CLI call them', () => {
  let scene: Scene;
  let IdentityPoolId: string;
  before(async () => {
    scene = await openScene();
    const pool = await signed('CreateIdentityPool', {
      ...{ IdentityPoolName: 'readers', AllowUnauthenticatedIdentities: true },
      DeveloperProviderName: 'login.newsletter',
    });
    IdentityPoolId = (JSON.parse(pool.text) as { IdentityPoolId: string }).IdentityPoolId;
  });
  after(() => scene[Symbol.asyncDispose]());

  async function sent(headers: Record<string, string>, body: string): Promise<Answer> {
    const answer = await fetch(scene.server.url, { method: 'POST', headers: { ...botocore, ...headers }, body });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  }
  const unsigned = (operation: string, input: object, more: Record<string, string> = {}): Promise<Answer> =>
    sent({ 'content-type': json, 'x-amz-target': target(operation), ...more }, JSON.stringify(input));

  /** As botocore signs: content type, host, date and target, and nothing else. */
  async function signed(operation: string, input: object): Promise<Answer> {
    const body = JSON.stringify(input);
    const { protocol, hostname, port, host } = new URL(scene.server.url);
    const signer = new SignatureV4({
      ...{ credentials: scene.server.credentials, region: 'us-east-1', service: 'cognito-identity' },
      ...{ sha256: NodeSha256, applyChecksum: false },
    });
    const { headers } = await signer.sign({
      ...{ method: 'POST', protocol, hostname, port: Number(port), path: '/', query: {}, body },
      headers: { host, 'content-type': json, 'x-amz-target': target(operation) },
    });
    const { host: _, ...own } = headers;
    return sent(own, body);
  }
  const guest = async () =>
    (JSON.parse((await unsigned('GetId', { IdentityPoolId })).text) as { IdentityId: string }).IdentityId;

  test('the four that need no signature take none', async () => {
    const first = await unsigned('GetId', { IdentityPoolId, AccountId: '000000000000', Logins: {} });
    assert.equal(first.status, 200, first.text);
    assert.match(first.text, /^\{"IdentityId":"us-east-1:[0-9a-f-]{36}"\}$/);
    assert.equal(first.headers.get('content-type'), json);
    assert.match(first.headers.get('x-amzn-requestid')!, /^[0-9a-f-]{36}$/);
    const IdentityId = await guest();
    const token = await unsigned('GetOpenIdToken', { IdentityId });
    assert.match(token.text, new RegExp(`^\\{"IdentityId":"${IdentityId}","Token":"[\\w-]+\\.[\\w-]+\\.[\\w-]+"\\}$`));
    const nothing = await unsigned('UnlinkIdentity', { IdentityId, Logins: {}, LoginsToRemove: [] });
    assert.deepEqual([nothing.status, typeOf(nothing)], [400, 'NotAuthorizedException']);
  });

  test('a stray signature on these four is not looked at, whatever it says', async () => {
    for (const authorization of [
      'AWS4-HMAC-SHA256 Credential=AKIANOBODY/20200101/us-east-1/cognito-identity/aws4_request, SignedHeaders=host, Signature=00',
      'AWS4-HMAC-SHA256 nonsense',
      'Bearer token',
    ]) {
      const answer = await unsigned('GetId', { IdentityPoolId }, { authorization, 'x-amz-date': '20200101T000000Z' });
      assert.equal(answer.status, 200, answer.text);
    }
    // Nor does it say which region is meant: the pool's id does.
    const abroad =
      'AWS4-HMAC-SHA256 Credential=A/20200101/eu-west-1/cognito-identity/aws4_request, SignedHeaders=host, Signature=00';
    assert.equal((await unsigned('GetId', { IdentityPoolId }, { authorization: abroad })).status, 200);
  });

  test('every other one is refused without a signature', async () => {
    for (const [operation, input] of [
      ['ListIdentityPools', { MaxResults: 1 }],
      ['DescribeIdentity', { IdentityId: IdentityPoolId }],
      ['GetOpenIdTokenForDeveloperIdentity', { IdentityPoolId, Logins: { 'login.newsletter': 'ada' } }],
      ['DeleteIdentityPool', { IdentityPoolId }],
      ['UnlinkDeveloperIdentity', {}],
    ] as const) {
      const answer = await unsigned(operation, input);
      assert.deepEqual([answer.status, typeOf(answer)], [400, 'MissingAuthenticationTokenException'], operation);
    }
  });

  test('an error stands in the body and in the headers, its name with a colon', async () => {
    const { IdentityPoolId: closed } = JSON.parse(
      (await signed('CreateIdentityPool', { IdentityPoolName: 'members', AllowUnauthenticatedIdentities: false })).text,
    ) as { IdentityPoolId: string };
    const { status, text, headers } = await unsigned('GetId', { IdentityPoolId: closed });
    const message = 'Unauthenticated access is not supported for this identity pool.';
    assert.equal(status, 400);
    assert.deepEqual(JSON.parse(text), { __type: 'NotAuthorizedException', message });
    assert.equal(headers.get('x-amzn-errortype'), 'NotAuthorizedException:');
    assert.equal(headers.get('x-amzn-errormessage'), message);
    assert.match(headers.get('x-amzn-requestid')!, /^[0-9a-f-]{36}$/);
    assert.equal(headers.get('content-type'), json);
  });

  test('operations without an output answer an empty body, those with an empty output an empty structure', async () => {
    const empty = async (answer: Promise<Answer>) => {
      const { status, text, headers } = await answer;
      return [status, text, headers.get('content-type')];
    };
    const { IdentityPoolId: id } = JSON.parse(
      (await signed('CreateIdentityPool', { IdentityPoolName: 'x', AllowUnauthenticatedIdentities: true })).text,
    ) as { IdentityPoolId: string };
    const ResourceArn = `arn:aws:cognito-identity:us-east-1:000000000000:identitypool/${id}`;
    assert.deepEqual(await empty(signed('TagResource', { ResourceArn, Tags: { team: 'news' } })), [200, '{}', json]);
    assert.deepEqual(await empty(signed('UntagResource', { ResourceArn, TagKeys: ['team'] })), [200, '{}', json]);
    assert.deepEqual(await empty(signed('SetIdentityPoolRoles', { IdentityPoolId: id, Roles: {} })), [200, '', json]);
    assert.deepEqual(await empty(signed('DeleteIdentityPool', { IdentityPoolId: id })), [200, '', json]);
    const { IdentityId } = JSON.parse(
      (await signed('GetOpenIdTokenForDeveloperIdentity', { IdentityPoolId, Logins: { 'login.newsletter': 'ada' } }))
        .text,
    ) as { IdentityId: string };
    const unlink = {
      ...{ IdentityPoolId, IdentityId, DeveloperProviderName: 'login.newsletter', DeveloperUserIdentifier: 'ada' },
    };
    assert.deepEqual(await empty(signed('UnlinkDeveloperIdentity', unlink)), [200, '', json]);
    assert.equal(
      (await signed('ListTagsForResource', { ResourceArn: ResourceArn.replace(id, IdentityPoolId) })).text,
      '{"Tags":{}}',
    );
  });

  test('empty maps, empty lists and nulls count as absent', async () => {
    const { status, text } = await signed('CreateIdentityPool', {
      ...{ IdentityPoolName: 'empty', AllowUnauthenticatedIdentities: false, AllowClassicFlow: null },
      ...{ SupportedLoginProviders: {}, CognitoIdentityProviders: [], OpenIdConnectProviderARNs: [] },
      ...{ SamlProviderARNs: [], DeveloperProviderName: null, IdentityPoolTags: {} },
    });
    assert.equal(status, 200, text);
    const { IdentityPoolId: id, ...shown } = JSON.parse(text) as Record<string, unknown>;
    assert.deepEqual(shown, { IdentityPoolName: 'empty', AllowUnauthenticatedIdentities: false, IdentityPoolTags: {} });
    const roles = await signed('GetIdentityPoolRoles', { IdentityPoolId: id });
    assert.deepEqual(JSON.parse(roles.text), { IdentityPoolId: id, Roles: {} });
  });

  test('times are numbers of seconds', async () => {
    const IdentityId = await guest();
    const described = JSON.parse((await signed('DescribeIdentity', { IdentityId })).text) as Record<string, unknown>;
    for (const member of ['CreationDate', 'LastModifiedDate']) {
      assert.equal(typeof described[member], 'number');
      assert.ok(Math.abs(Number(described[member]) - Date.now() / 1_000) < 600);
    }
    const unauthenticated = await scene.role('guest', trustsPool(IdentityPoolId, { amr: 'unauthenticated' }));
    await signed('SetIdentityPoolRoles', { IdentityPoolId, Roles: { unauthenticated } });
    const { text } = await unsigned('GetCredentialsForIdentity', { IdentityId });
    assert.match(
      text,
      /^\{"IdentityId":"[^"]+","Credentials":\{"AccessKeyId":"ASIA\w{16}","(?:Expiration":[\d.]+,"|SecretKey":"[^"]{40}","|SessionToken":"[^"]+","?)+/,
    );
    const { Credentials } = JSON.parse(text) as { Credentials: Record<string, unknown> };
    assert.deepEqual(Object.keys(Credentials).toSorted(), ['AccessKeyId', 'Expiration', 'SecretKey', 'SessionToken']);
    assert.equal(typeof Credentials['Expiration'], 'number');
  });

  test('a browser asks first, and may read the answer and its headers', async () => {
    const origin = 'https://news.example.com';
    const asked = await fetch(scene.server.url, {
      method: 'OPTIONS',
      headers: {
        ...{ origin, 'access-control-request-method': 'POST' },
        'access-control-request-headers':
          'cache-control,content-type,x-amz-target,x-amz-user-agent,amz-sdk-invocation-id',
      },
    });
    assert.ok(asked.ok);
    assert.equal(asked.headers.get('access-control-allow-origin'), '*');
    const { headers } = await unsigned('GetId', { IdentityPoolId }, { origin });
    const { headers: refused } = await unsigned('GetId', { IdentityPoolId: 'none' }, { origin });
    for (const answer of [headers, refused]) {
      assert.equal(answer.get('access-control-allow-origin'), '*');
      assert.equal(
        answer.get('access-control-expose-headers'),
        'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
      );
      assert.equal(answer.get('access-control-allow-credentials'), null);
    }
  });
});

const typeOf = ({ text }: Answer): string | undefined => (JSON.parse(text) as { __type?: string }).__type;
