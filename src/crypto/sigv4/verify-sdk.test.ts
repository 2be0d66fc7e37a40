import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { NodeSha256 } from '../../../test/support/node-sha256.ts';
import { sha256Hex } from '../digests.ts';
import { parseAuthorization } from './parse-authorization.ts';
import type { ParsedAuthorization, RawHeader, SignedRequest } from './request.ts';
import { signingKeyCache } from './signing-key.ts';
import { verifySignature } from './verify.ts';

const keyId = 'AKIAIOSFODNN7EXAMPLE';
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

function parsed({ rawHeaders, rawTarget }: SignedRequest): ParsedAuthorization {
  const result = parseAuthorization(rawHeaders, rawTarget);
  assert.ok(result.ok, result.ok ? '' : result.message);
  return result.value;
}

/* The signer of the AWS SDK for JavaScript, as the other side. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

const text = fc.string({ unit: 'grapheme', maxLength: 8 });
const segment = fc.oneof(text, fc.constantFrom('.', '..', '', 'a b', '+', '%41', '~', ':', 'ä'));
const visible = fc.string({ unit: 'grapheme-ascii', maxLength: 20 });
const requests = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
  path: fc.array(segment, { maxLength: 5 }).map((segments) => `/${segments.map(encoded).join('/')}`),
  query: fc.dictionary(text, fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 })), {
    noNullPrototype: true,
    maxKeys: 4,
  }),
  headers: fc.dictionary(fc.stringMatching(/^x-[a-z0-9-]{1,8}$/), visible, { noNullPrototype: true, maxKeys: 4 }),
  body: fc.string({ maxLength: 40 }),
  sessionToken: fc.option(fc.stringMatching(/^[A-Za-z0-9+/=]{1,20}$/), { nil: undefined }),
  region: fc.constantFrom('us-east-1', 'eu-central-1', 'local'),
  service: fc.constantFrom('cognito-idp', 's3'),
});
type Sample = typeof requests extends fc.Arbitrary<infer Value> ? Value : never;

const wireQuery = (query: Record<string, string | string[] | null>): string =>
  Object.entries(query)
    .flatMap(([name, value]) => [value ?? ''].flat().map((one) => `${encoded(name)}=${encoded(one)}`))
    .join('&');

async function signedBySdk(sample: Sample, presign: boolean): Promise<SignedRequest> {
  const signer = new SignatureV4({
    credentials: { accessKeyId: keyId, secretAccessKey: secret, sessionToken: sample.sessionToken },
    region: sample.region,
    service: sample.service,
    sha256: NodeSha256,
    uriEscapePath: sample.service !== 's3',
    applyChecksum: sample.service === 's3',
  });
  const request = {
    protocol: 'https:',
    hostname: 'localhost',
    port: 9229,
    method: sample.method,
    path: sample.path,
    query: sample.query,
    headers: { ...sample.headers, host: 'localhost:9229' },
    body: presign ? '' : sample.body,
  };
  const signingDate = new Date('2026-11-24T04:05:06Z');
  const signed = presign
    ? await signer.presign(request, {
        signingDate,
        expiresIn: 60,
        unhoistableHeaders: new Set(Object.keys(sample.headers)),
      })
    : await signer.sign(request, { signingDate });
  const query = wireQuery(signed.query as Record<string, string | string[]>);
  return {
    method: signed.method,
    rawTarget: query === '' ? signed.path : `${signed.path}?${query}`,
    rawHeaders: Object.entries(signed.headers),
    bodySha256: sha256Hex(request.body),
  };
}

for (const presign of [false, true]) {
  test(`what the AWS SDK signs ${presign ? 'in the query' : 'in a header'} verifies, and not when it was changed`, async () => {
    const signingKeys = signingKeyCache();
    await fc.assert(
      fc.asyncProperty(requests, async (sample) => {
        const request = await signedBySdk(sample, presign);
        const uriStyle = sample.service === 's3' ? 's3' : 'normalised';
        const claim = parsed(request);
        const check = { ...request, parsed: claim, secret, uriStyle, signingKeys } as const;
        assert.equal(claim.form, presign ? 'query' : 'header');
        assert.equal(claim.sessionToken, sample.sessionToken);
        assert.equal(verifySignature(check), true, request.rawTarget);
        assert.equal(verifySignature({ ...check, bodySha256: sha256Hex(`${sample.body}x`) }), false);
        assert.equal(verifySignature({ ...check, secret: 'other' }), false);
        assert.equal(
          verifySignature({
            ...check,
            rawTarget: `${request.rawTarget}${request.rawTarget.includes('?') ? '&' : '?'}admin=1`,
          }),
          false,
        );
        for (const name of claim.signedHeaders) {
          const rawHeaders = request.rawHeaders.map((header): RawHeader =>
            header[0] === name ? [name, `${header[1]}1`] : header,
          );
          assert.equal(verifySignature({ ...check, rawHeaders }), false, name);
        }
      }),
      { numRuns: 150 },
    );
  });
}

test('a session token added to a presigned query after signing is left out of the signature, any other addition is not', async () => {
  const sample: Sample = {
    method: 'GET',
    path: '/',
    query: { Action: 'GetCallerIdentity' },
    headers: {},
    body: '',
    sessionToken: undefined,
    region: 'us-east-1',
    service: 'cognito-idp',
  };
  const request = await signedBySdk(sample, true);
  const withToken = { ...request, rawTarget: `${request.rawTarget}&X-Amz-Security-Token=token` };
  const verifies = (changed: SignedRequest): boolean =>
    verifySignature({ ...changed, parsed: parsed(changed), secret, uriStyle: 'normalised' });
  assert.equal(verifies(withToken), true);
  assert.equal(verifies({ ...withToken, rawTarget: `${withToken.rawTarget}&more=1` }), false);
});
