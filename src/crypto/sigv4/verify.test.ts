import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { suite, test } from 'node:test';
import { sha256Hex } from '../digests.ts';
import { parseAuthorization } from './parse-authorization.ts';
import {
  emptyBodySha256,
  type ParsedAuthorization,
  type RawHeader,
  type SignedRequest,
  type UriStyle,
} from './request.ts';
import { signingKey, signingKeyCache } from './signing-key.ts';
import { unsignedAmzHeaders, verifySignature } from './verify.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const keyId = 'AKIAIOSFODNN7EXAMPLE';
const bucket: RawHeader = ['Host', 'examplebucket.s3.amazonaws.com'];
const signedOn: RawHeader = ['x-amz-date', '20130524T000000Z'];
const hashed = (hash: string): RawHeader => ['x-amz-content-sha256', hash];

function parsed(headers: readonly RawHeader[], target: string): ParsedAuthorization {
  const result = parseAuthorization(headers, target);
  assert.ok(result.ok, result.ok ? '' : result.message);
  return result.value;
}

const verifies = (request: SignedRequest, uriStyle: UriStyle, key = secret): boolean =>
  verifySignature({ ...request, parsed: parsed(request.rawHeaders, request.rawTarget), secret: key, uriStyle });

/** A request to S3 as in AWS's examples: every header but Authorization is signed. */
function example(
  method: string,
  rawTarget: string,
  headers: RawHeader[],
  bodySha256: string,
  signature: string,
): SignedRequest {
  const signed = headers
    .map(([name]) => name.toLowerCase())
    .toSorted()
    .join(';');
  const authorization = `AWS4-HMAC-SHA256 Credential=${keyId}/20130524/us-east-1/s3/aws4_request,SignedHeaders=${signed},Signature=${signature}`;
  return { method, rawTarget, rawHeaders: [...headers, ['Authorization', authorization]], bodySha256 };
}

const body = '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072';
const streaming = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';
const chunked: RawHeader[] = [
  ['Host', 's3.amazonaws.com'],
  signedOn,
  ['content-encoding', 'aws-chunked'],
  ['x-amz-decoded-content-length', '66560'],
  ['x-amz-storage-class', 'REDUCED_REDUNDANCY'],
];
const plain: RawHeader[] = [bucket, signedOn, hashed(emptyBodySha256)];

const examples = {
  'a GET with a range': example(
    'GET',
    '/test.txt',
    [...plain, ['Range', 'bytes=0-9']],
    emptyBodySha256,
    'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  ),
  'a PUT with an encoded key': example(
    'PUT',
    '/test%24file.text',
    [
      bucket,
      signedOn,
      hashed(body),
      ['Date', 'Fri, 24 May 2013 00:00:00 GMT'],
      ['x-amz-storage-class', 'REDUCED_REDUNDANCY'],
    ],
    body,
    '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  ),
  'a sub-resource': example(
    'GET',
    '/?lifecycle',
    plain,
    emptyBodySha256,
    'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
  ),
  'a list': example(
    'GET',
    '/?max-keys=2&prefix=J',
    plain,
    emptyBodySha256,
    '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  ),
  'a streaming seed': example(
    'PUT',
    '/examplebucket/chunkObject.txt',
    [...chunked, hashed(streaming), ['content-length', '66824']],
    streaming,
    '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
  ),
  'a streaming seed with a trailer': example(
    'PUT',
    '/examplebucket/chunkObject.txt',
    [...chunked, hashed(`${streaming}-TRAILER`), ['x-amz-trailer', 'x-amz-checksum-crc32c']],
    `${streaming}-TRAILER`,
    '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e',
  ),
  'a presigned URL': {
    method: 'GET',
    rawTarget: `/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${keyId}%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404`,
    rawHeaders: [bucket],
    bodySha256: 'UNSIGNED-PAYLOAD',
  },
} satisfies Record<string, SignedRequest>;

suite("AWS's published example", () => {
  for (const [name, request] of Object.entries<SignedRequest>(examples)) {
    test(`of ${name} is refused when anything in it is changed`, () => {
      assert.equal(verifies(request, 's3', `${secret}x`), false);
      assert.equal(verifies({ ...request, method: 'POST' }, 's3'), false);
      assert.equal(verifies({ ...request, rawTarget: request.rawTarget.replace('/', '/x') }, 's3'), false);
      assert.equal(
        verifies(
          { ...request, rawTarget: `${request.rawTarget}${request.rawTarget.includes('?') ? '&' : '?'}x` },
          's3',
        ),
        false,
      );
      assert.equal(verifies({ ...request, bodySha256: sha256Hex('other') }, 's3'), false);
      const otherHost = request.rawHeaders.map((header): RawHeader =>
        header[0] === 'Host' ? ['Host', 'evil'] : header,
      );
      assert.equal(verifies({ ...request, rawHeaders: otherHost }, 's3'), false);
      assert.equal(
        verifies({ ...request, rawHeaders: request.rawHeaders.filter(([header]) => header !== 'Host') }, 's3'),
        false,
      );
      assert.equal(verifies({ ...request, rawHeaders: [...request.rawHeaders, ['Host', 'second']] }, 's3'), false);
    });
    test(`of ${name} verifies`, () => assert.equal(verifies(request, 's3'), true));
  }

  test('of a signing key comes out, from the cache too', () => {
    const iam = ['wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', '20150830', 'us-east-1', 'iam'] as const;
    const expected = 'c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9';
    assert.equal(signingKey(...iam).toString('hex'), expected);
    const keys = signingKeyCache(2);
    assert.equal(keys.find(...iam).toString('hex'), expected);
    assert.equal(keys.find(...iam), keys.find(...iam));
  });
});

test('a scope of another day, region or service is refused', () => {
  const request = examples['a GET with a range'];
  const claim = parsed(request.rawHeaders, request.rawTarget);
  for (const change of [
    { date: '20130525' },
    { region: 'us-east-2' },
    { service: 'sts' },
    { amzDate: '20130524T000001Z' },
  ]) {
    assert.equal(verifySignature({ ...request, parsed: { ...claim, ...change }, secret, uriStyle: 's3' }), false);
  }
});

test('an S3 path that its client signed as it stands verifies as well', () => {
  const rawTarget = '/bucket/a%2fb%3ac+d';
  const key = signingKey(secret, '20130524', 'us-east-1', 's3');
  const canonical = `GET\n${rawTarget}\n\nhost:h\n\nhost\n${emptyBodySha256}`;
  const text = `AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/us-east-1/s3/aws4_request\n${sha256Hex(canonical)}`;
  const signature = createHmac('sha256', key).update(text).digest('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${keyId}/20130524/us-east-1/s3/aws4_request,SignedHeaders=host,Signature=${signature}`;
  const rawHeaders: RawHeader[] = [['host', 'h'], signedOn, ['authorization', authorization]];
  assert.equal(verifies({ method: 'GET', rawTarget, rawHeaders, bodySha256: emptyBodySha256 }, 's3'), true);
});

test('x-amz headers that the signature does not cover are named', () => {
  const request = examples['a list'];
  const claim = parsed(request.rawHeaders, request.rawTarget);
  assert.deepEqual(unsignedAmzHeaders(request, claim), []);
  const rawHeaders: RawHeader[] = [...request.rawHeaders, ['X-Amz-Acl', 'public-read'], ['other', '1']];
  assert.deepEqual(unsignedAmzHeaders({ rawHeaders }, claim), ['x-amz-acl']);
});

test('a cache of signing keys forgets the oldest and keeps what is in use', () => {
  const keys = signingKeyCache(2);
  const used = keys.find('used', 'd', 'r', 's');
  const idle = keys.find('idle', 'd', 'r', 's');
  for (let more = 0; more < 20; more++) {
    keys.find(`secret ${more}`, 'd', 'r', 's');
    assert.equal(keys.find('used', 'd', 'r', 's'), used);
  }
  assert.notEqual(keys.find('idle', 'd', 'r', 's'), idle);
  assert.deepEqual(keys.find('idle', 'd', 'r', 's'), idle);
});
