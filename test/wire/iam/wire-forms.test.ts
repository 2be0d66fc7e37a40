import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { SignatureV4 } from '@smithy/signature-v4';
import { allow, policy, trusts } from '../../support/account.ts';
import { NodeSha256 } from '../../support/node-sha256.ts';
import { type Keys, openScene, type Scene } from '../sts/scene.ts';

const form = 'application/x-www-form-urlencoded; charset=utf-8';
const account = '000000000000';
const trust = policy(trusts({ AWS: account }, 'sts:AssumeRole'));

/** A request with the body as it stands, or as a query where it is a GET; signed as botocore signs it. */
async function sent({ server }: Scene, body: string, method: 'POST' | 'GET' = 'POST') {
  const { protocol, hostname, port, host } = new URL(server.url);
  const signer = new SignatureV4({
    credentials: server.credentials as Required<Keys>,
    region: 'us-east-1',
    service: 'iam',
    sha256: NodeSha256,
    applyChecksum: false,
  });
  const isPost = method === 'POST';
  const { headers } = await signer.sign({
    protocol,
    hostname,
    port: Number(port),
    method,
    path: '/',
    query: isPost ? {} : Object.fromEntries(new URLSearchParams(body)),
    headers: { host, ...(isPost && { 'content-type': form }) },
    ...(isPost && { body }),
  });
  const { host: _, ...own } = headers;
  const answer = await fetch(isPost ? `${server.url}/` : `${server.url}/?${body}`, {
    method,
    headers: own,
    ...(isPost && { body }),
  });
  const text = await answer.text();
  const found = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
  return { status: answer.status, type: answer.headers.get('content-type'), text, found };
}

const asking = (action: string, rest = '') => `Action=${action}&Version=2010-05-08${rest && `&${rest}`}`;
const encoded = encodeURIComponent;
const metadata = '<ResponseMetadata><RequestId>[0-9a-f-]{36}</RequestId></ResponseMetadata>';
const answered = (name: string, result: string) =>
  new RegExp(
    `^<${name}Response xmlns="https://iam\\.amazonaws\\.com/doc/2010-05-08/">${result}${metadata}</${name}Response>$`,
  );

suite('IAM as boto3 and the AWS CLI write it', () => {
  let scene: Scene;
  before(async () => {
    scene = await openScene();
    for (const UserName of ['bare', 'second']) await scene.iam.createUser({ UserName, Path: '/kept/' });
  });
  after(() => scene[Symbol.asyncDispose]());

  test('lists are numbered, empty ones and empty values are written bare', async () => {
    const made = await sent(
      scene,
      asking(
        'CreateRole',
        `RoleName=boto&AssumeRolePolicyDocument=${encoded(trust)}&Description=&Tags.member.2.Key=b&Tags.member.2.Value=&Tags.member.1.Key=a&Tags.member.1.Value=1`,
      ),
    );
    assert.equal(made.status, 200, made.text);
    assert.equal(made.type, 'text/xml');
    assert.match(
      made.text,
      answered(
        'CreateRole',
        '<CreateRoleResult><Role><Path>/</Path><RoleName>boto</RoleName><RoleId>AROA[A-Z2-7]{17}</RoleId>.*</Role></CreateRoleResult>',
      ),
    );
    assert.match(made.found('CreateDate')!, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const kept = made.found('AssumeRolePolicyDocument')!;
    assert.match(kept, /^%7B%22[A-Za-z0-9%._~-]+%7D$/);
    assert.match(
      made.text,
      /<Tags><member><Key>a<\/Key><Value>1<\/Value><\/member><member><Key>b<\/Key><Value(?:\/>|><\/Value>)/,
    );
    const none = await sent(scene, asking('CreateUser', 'UserName=untagged&Tags='));
    assert.equal(none.status, 200, none.text);
    assert.doesNotMatch(none.text, /<Tags/);
  });

  test('what has no answer has its metadata, and UpdateRole an empty result', async () => {
    const tagged = await sent(scene, asking('TagRole', 'RoleName=boto&Tags.member.1.Key=c&Tags.member.1.Value=3'));
    assert.match(tagged.text, answered('TagRole', ''));
    const untagged = await sent(scene, asking('UntagRole', 'RoleName=boto&TagKeys.member.1=c'));
    assert.match(untagged.text, answered('UntagRole', ''));
    const updated = await sent(scene, asking('UpdateRole', 'RoleName=boto&MaxSessionDuration=7200'));
    assert.match(updated.text, answered('UpdateRole', '<UpdateRoleResult(?:/>|></UpdateRoleResult>)'));
  });

  test('an empty list is there, and whether it is whole', async () => {
    const { text } = await sent(scene, asking('ListRolePolicies', 'RoleName=boto'));
    assert.match(
      text,
      answered(
        'ListRolePolicies',
        '<ListRolePoliciesResult>(?:<PolicyNames(?:/>|></PolicyNames>)<IsTruncated>false</IsTruncated>|<IsTruncated>false</IsTruncated><PolicyNames(?:/>|></PolicyNames>))</ListRolePoliciesResult>',
      ),
    );
  });

  test('a page that is not the last has a marker', async () => {
    const page = await sent(scene, asking('ListUsers', 'PathPrefix=/kept/&MaxItems=1'));
    assert.deepEqual([page.found('IsTruncated'), page.found('UserName')], ['true', 'bare']);
    const marker = encoded(page.found('Marker')!);
    const rest = await sent(scene, asking('ListUsers', `PathPrefix=/kept/&Marker=${marker}`));
    assert.deepEqual(
      [rest.found('IsTruncated'), rest.found('UserName'), rest.found('Marker')],
      ['false', 'second', undefined],
    );
  });

  // ledger: iam:GetPolicyVersion honoured — with its document, percent-encoded; of AWS's policies the current version
  test('booleans are words', async () => {
    const PolicyDocument = encoded(policy(allow('s3:GetObject')));
    const { text, found } = await sent(scene, asking('CreatePolicy', `PolicyName=p&PolicyDocument=${PolicyDocument}`));
    assert.match(text, /<IsAttachable>true<\/IsAttachable>/);
    const PolicyArn = encoded(found('Arn')!);
    const version = await sent(
      scene,
      asking('CreatePolicyVersion', `PolicyArn=${PolicyArn}&PolicyDocument=${PolicyDocument}&SetAsDefault=true`),
    );
    assert.equal(version.found('IsDefaultVersion'), 'true');
    const wrong = await sent(
      scene,
      asking('CreatePolicyVersion', `PolicyArn=${PolicyArn}&PolicyDocument=${PolicyDocument}&SetAsDefault=yes`),
    );
    assert.deepEqual([wrong.status, wrong.found('Code')], [400, 'MalformedInput']);
  });

  // ledger: iam:PutUserPolicy honoured — a second time replaces it; all of a user share 2,048 characters
  // ledger: iam:DeleteUserPolicy honoured — refused where there is none of that name
  // ledger: iam:GetUserPolicy honoured — the document as it was given, percent-encoded
  test('a space is a plus or %20, a plus is %2B, and other letters are UTF-8', async () => {
    for (const [value, text] of [
      ['a+b', 'a b'],
      ['a%20b', 'a b'],
      ['a%2Bb', 'a+b'],
      ['%C3%BC+%E4%B8%AD', 'ü 中'],
    ] as const) {
      const tagged = await sent(
        scene,
        asking('TagUser', `UserName=bare&Tags.member.1.Key=k&Tags.member.1.Value=${value}`),
      );
      assert.equal(tagged.status, 200, tagged.text);
      const { Tags } = await scene.iam.listUserTags({ UserName: 'bare' });
      assert.deepEqual(Tags, [{ Key: 'k', Value: text }]);
    }
    const document = policy(allow('s3:GetObject', 'arn:aws:s3:::ü+ %/${aws:username}'));
    const put = asking('PutUserPolicy', `UserName=bare&PolicyName=p&PolicyDocument=${encoded(document)}`);
    assert.equal((await sent(scene, put)).status, 200);
    const { text, found } = await sent(scene, asking('GetUserPolicy', 'UserName=bare&PolicyName=p'));
    assert.equal(decodeURIComponent(found('PolicyDocument')!), document, text);
    // Clients that decode forms, as Terraform does, read the same.
    assert.equal(decodeURIComponent(found('PolicyDocument')!.replaceAll('+', ' ')), document);
    const removal = asking('DeleteUserPolicy', 'UserName=bare&PolicyName=p');
    assert.equal((await sent(scene, removal)).status, 200);
    assert.deepEqual((await sent(scene, removal)).found('Code'), 'NoSuchEntity');
  });

  test('a GET does the same as a POST, the value of a parameter included', async () => {
    const body = asking('GetUser', 'UserName=bare');
    const [posted, got] = [await sent(scene, body), await sent(scene, body, 'GET')];
    assert.equal(got.status, 200, got.text);
    assert.equal(got.found('UserId'), posted.found('UserId'));
  });

  test('an error has its type, code and text', async () => {
    const { status, type, text } = await sent(scene, asking('GetRole', 'RoleName=none'));
    assert.deepEqual([status, type], [404, 'text/xml']);
    assert.match(
      text,
      /^<ErrorResponse xmlns="https:\/\/iam\.amazonaws\.com\/doc\/2010-05-08\/"><Error><Type>Sender<\/Type><Code>NoSuchEntity<\/Code><Message>The role with name none cannot be found\.<\/Message><\/Error><RequestId>[0-9a-f-]{36}<\/RequestId><\/ErrorResponse>$/,
    );
    const unknown = await sent(scene, asking('CreateEverything'));
    assert.deepEqual([unknown.status, unknown.found('Code')], [400, 'InvalidAction']);
  });
});
