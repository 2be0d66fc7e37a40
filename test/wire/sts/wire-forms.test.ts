import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { SignatureV4 } from '@smithy/signature-v4';
import { policy, trusts } from '../../support/account.ts';
import { fakeIssuer } from '../../support/fake-issuer.ts';
import { NodeSha256 } from '../../support/node-sha256.ts';
import { account, type Keys, mayAssume, openScene, type Scene } from './scene.ts';

const form = 'application/x-www-form-urlencoded; charset=utf-8';

interface Wire {
  readonly method: string;
  readonly path: string;
  readonly query?: Record<string, string>;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

const signer = (credentials: Keys) =>
  new SignatureV4({
    credentials: credentials as Required<Keys>,
    region: 'us-east-1',
    service: 'sts',
    sha256: NodeSha256,
    applyChecksum: false,
  });

const where = ({ server }: Scene, { method, path, query, headers, body }: Wire) => {
  const { protocol, hostname, port, host } = new URL(server.url);
  return {
    protocol,
    hostname,
    port: Number(port),
    method,
    path,
    query: query ?? {},
    headers: { host, ...headers },
    body,
  };
};

/** As botocore signs a form: with its content type, the host and the date. */
async function signedForm(scene: Scene, keys: Keys, body: string): Promise<Wire> {
  const request = where(scene, { method: 'POST', path: '/', headers: { 'content-type': form }, body });
  return (await signer(keys).sign(request)) as unknown as Wire;
}

async function presigned(scene: Scene, keys: Keys, { expiresIn = 60, at = new Date() } = {}): Promise<Wire> {
  const query = { Action: 'GetCallerIdentity', Version: '2011-06-15' };
  const request = where(scene, { method: 'GET', path: '/', query, headers: { 'x-k8s-aws-id': 'cluster' } });
  const options = { expiresIn, signingDate: at, unhoistableHeaders: new Set(['x-k8s-aws-id']) };
  return (await signer(keys).presign(request, options)) as unknown as Wire;
}

async function sent({ server }: Scene, { method, path, query, headers, body }: Wire) {
  const search = query && Object.keys(query).length > 0 ? `?${new URLSearchParams(query)}` : '';
  const { host: _, ...own } = headers;
  const answer = await fetch(server.url + path + search, { method, headers: own, ...(body !== undefined && { body }) });
  const text = await answer.text();
  const found = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    cors: answer.headers.get('access-control-allow-origin'),
    text,
    found,
  };
}

const anyoneHere = policy(trusts({ AWS: account }, ['sts:AssumeRole', 'sts:TagSession']));
const refusal = async (answer: ReturnType<typeof sent>) => {
  const { status, found } = await answer;
  return [status, found('Code')];
};

suite('as boto3 and the AWS CLI write it', () => {
  test('AssumeRole takes numbered lists and empty ones, and answers in XML with whole seconds', async () => {
    await using scene = await openScene();
    const ada = await scene.user('ada', mayAssume);
    const RoleArn = await scene.role('reader', anyoneHere);
    const fields = new URLSearchParams({
      Action: 'AssumeRole',
      Version: '2011-06-15',
      RoleArn,
      RoleSessionName: 'one',
      'PolicyArns.member.1.arn': 'arn:aws:iam::aws:policy/AmazonCognitoReadOnly',
      'Tags.member.1.Key': 'plan',
      'Tags.member.1.Value': 'paid + more',
      'Tags.member.2.Key': 'empty',
      'Tags.member.2.Value': '',
      TransitiveTagKeys: '',
    });
    const answer = await sent(scene, await signedForm(scene, ada, fields.toString()));
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.type, 'text/xml');
    assert.equal(answer.cors, '*');
    assert.match(
      answer.text,
      /^<AssumeRoleResponse xmlns="https:\/\/sts\.amazonaws\.com\/doc\/2011-06-15\/"><AssumeRoleResult><Credentials>/,
    );
    assert.match(
      answer.text,
      /<ResponseMetadata><RequestId>[0-9a-f-]{36}<\/RequestId><\/ResponseMetadata><\/AssumeRoleResponse>$/,
    );
    assert.match(answer.found('Expiration')!, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.match(answer.found('PackedPolicySize')!, /^[1-9]\d*$/);
  });

  test('AssumeRoleWithWebIdentity is not signed, and may be a GET', async () => {
    await using scene = await openScene();
    await using issuer = await fakeIssuer();
    const { OpenIDConnectProviderArn } = await scene.iam.createOpenIDConnectProvider({
      Url: issuer.url,
      ClientIDList: ['app'],
    });
    const RoleArn = await scene.role(
      'web',
      policy(trusts({ Federated: OpenIDConnectProviderArn! }, 'sts:AssumeRoleWithWebIdentity')),
    );
    const query = {
      Action: 'AssumeRoleWithWebIdentity',
      Version: '2011-06-15',
      RoleArn,
      RoleSessionName: 'web',
      WebIdentityToken: issuer.token({ aud: 'app', sub: 'ada' }),
    };
    const body = new URLSearchParams(query).toString();
    const posted = await sent(scene, { method: 'POST', path: '/', headers: { 'content-type': form }, body });
    const got = await sent(scene, { method: 'GET', path: '/', query, headers: {} });
    for (const { status, found, text } of [posted, got]) {
      assert.equal(status, 200, text);
      assert.deepEqual(
        [found('SubjectFromWebIdentityToken'), found('Provider'), found('Audience')],
        ['ada', issuer.url, 'app'],
      );
    }
    const wrong = await sent(scene, {
      method: 'GET',
      path: '/',
      query: { ...query, RoleSessionName: 'Session1:2' },
      headers: {},
    });
    assert.deepEqual([wrong.status, wrong.found('Type'), wrong.found('Code')], [400, 'Sender', 'ValidationError']);
    assert.match(
      wrong.found('Message')!,
      /^1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint/,
    );
  });

  test('a request is refused when its body, a signed header or its signature was changed', async () => {
    await using scene = await openScene();
    const { credentials } = scene.server;
    const good = await signedForm(scene, credentials, 'Action=GetCallerIdentity&Version=2011-06-15');
    assert.equal((await sent(scene, good)).status, 200);
    const changed = { ...good, body: 'Action=GetSessionToken&Version=2011-06-15' };
    assert.deepEqual(await refusal(sent(scene, changed)), [403, 'SignatureDoesNotMatch']);
    const header = { ...good, headers: { ...good.headers, 'content-type': 'application/x-www-form-urlencoded' } };
    assert.deepEqual(await refusal(sent(scene, header)), [403, 'SignatureDoesNotMatch']);
    const authorization = good.headers['authorization']!;
    const last = authorization.endsWith('0') ? '1' : '0';
    const signature = { ...good, headers: { ...good.headers, authorization: authorization.slice(0, -1) + last } };
    assert.deepEqual(await refusal(sent(scene, signature)), [403, 'SignatureDoesNotMatch']);
    const { authorization: _, ...unsigned } = good.headers;
    assert.deepEqual(await refusal(sent(scene, { ...good, headers: unsigned })), [403, 'MissingAuthenticationToken']);
    const service = { ...good, headers: { ...good.headers, authorization: authorization.replace('/sts/', '/iam/') } };
    assert.deepEqual(await refusal(sent(scene, service)), [403, 'SignatureDoesNotMatch']);
  });
});

suite('a presigned GetCallerIdentity, by which clusters and vaults know who somebody is', () => {
  test('says who signed it, also with the key of a session', async () => {
    await using scene = await openScene();
    const ada = await scene.user('ada', mayAssume);
    assert.equal((await sent(scene, await presigned(scene, ada))).found('Arn'), `arn:aws:iam::${account}:user/ada`);
    const RoleArn = await scene.role('reader', anyoneHere);
    const { Credentials } = await scene.sts(ada).assumeRole({ RoleArn, RoleSessionName: 'one' });
    const keys = {
      accessKeyId: Credentials!.AccessKeyId!,
      secretAccessKey: Credentials!.SecretAccessKey!,
      sessionToken: Credentials!.SessionToken!,
    };
    const answer = await sent(scene, await presigned(scene, keys));
    assert.equal(answer.found('Arn'), `arn:aws:sts::${account}:assumed-role/reader/one`);
  });

  test('is refused past its time, without the header it was signed with, and for another action', async () => {
    await using scene = await openScene();
    const { credentials } = scene.server;
    const late = await presigned(scene, credentials, { expiresIn: 60, at: new Date(Date.now() - 61_000) });
    assert.deepEqual(await refusal(sent(scene, late)), [403, 'SignatureDoesNotMatch']);
    const good = await presigned(scene, credentials);
    const other = { ...good, headers: { ...good.headers, 'x-k8s-aws-id': 'another' } };
    assert.deepEqual(await refusal(sent(scene, other)), [403, 'SignatureDoesNotMatch']);
    const { 'x-k8s-aws-id': _, ...less } = good.headers;
    assert.deepEqual(await refusal(sent(scene, { ...good, headers: less })), [403, 'SignatureDoesNotMatch']);
    const action = { ...good, query: { ...good.query, Action: 'GetSessionToken' } };
    assert.deepEqual(await refusal(sent(scene, action)), [403, 'SignatureDoesNotMatch']);
    const longer = { ...good, query: { ...good.query, 'X-Amz-Expires': '600' } };
    assert.deepEqual(await refusal(sent(scene, longer)), [403, 'SignatureDoesNotMatch']);
    assert.equal((await sent(scene, good)).status, 200);
  });
});
