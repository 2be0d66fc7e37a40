import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { formatAmzDate, parseAmzDate, parseHttpDate } from './amz-date.ts';
import { parseAuthorization } from './parse-authorization.ts';
import type { RawHeader } from './request.ts';

const signature = 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41';
const credential = 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request';
const date: RawHeader = ['X-Amz-Date', '20130524T000000Z'];
const authorization = (text: string): RawHeader => ['Authorization', text];
const complete = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host;x-amz-date, Signature=${signature}`;

const problem = (headers: readonly RawHeader[], target = '/'): [string, string] | 'accepted' => {
  const result = parseAuthorization(headers, target);
  return result.ok ? 'accepted' : [result.reason, result.message];
};

suite('an Authorization header is refused', () => {
  test('as missing when there is none', () => {
    assert.deepEqual(problem([date]), ['missing', 'Missing Authentication Token']);
  });

  test('as unsupported when it is of another scheme, and what it holds is not repeated', () => {
    for (const other of [
      'Bearer eyJhbGciOi',
      'Basic dTpw',
      'AWS AKID:c2ln',
      'apikey',
      '',
      'aws4-hmac-sha256 Credential=a',
    ]) {
      const [reason, message] = problem([date, authorization(other)]) as [string, string];
      assert.equal(reason, 'unsupported');
      assert.match(
        message,
        /^Invalid key=value pair \(missing equal-sign\) in Authorization header \(hashed with SHA-256/,
      );
      assert.equal(message.includes('eyJ') || message.includes('dTpw') || message.includes('c2ln'), false);
    }
    const asymmetric = complete.replace('AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256');
    assert.deepEqual(problem([date, authorization(asymmetric)]), [
      'unsupported',
      "Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256'.",
    ]);
  });

  test('as incomplete, with every piece that is missing', () => {
    const [reason, message] = problem([authorization('AWS4-HMAC-SHA256 Foo=bar')]) as [string, string];
    assert.equal(reason, 'incomplete');
    assert.match(
      message,
      /^Authorization header requires 'Credential' parameter\. Authorization header requires 'Signature' parameter\. Authorization header requires 'SignedHeaders' parameter\. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header\. \(Hashed with SHA-256 and encoded with Base64\) Authorization=\S+$/,
    );
    const [, one] = problem([date, authorization(complete.replace(/, Signature.*/, ''))]) as [string, string];
    assert.match(one, /^Authorization header requires 'Signature' parameter\. \(Hashed/);
    assert.equal(problem([date, authorization('AWS4-HMAC-SHA256')])[0], 'incomplete');
    assert.equal(problem([date, authorization('AWS4-HMAC-SHA256 token')])[0], 'incomplete');
  });

  test('as ambiguous when there are two signatures, dates or session tokens', () => {
    assert.equal(problem([date, authorization(complete), authorization(complete)])[0], 'ambiguous');
    assert.equal(problem([date, authorization(complete)], '/?X-Amz-Algorithm=AWS4-HMAC-SHA256')[0], 'ambiguous');
    assert.equal(problem([date, authorization(complete)], '/?X-Amz-Signature=1')[0], 'ambiguous');
    assert.equal(problem([date, date, authorization(complete)])[0], 'ambiguous');
    const token: RawHeader = ['x-amz-security-token', 't'];
    assert.equal(problem([date, token, token, authorization(complete)])[0], 'ambiguous');
  });

  for (const [what, text] of [
    ['a part given twice', `${complete}, Signature=${signature}`],
    ['a scope of four parts', complete.replace('/s3', '')],
    ['a scope of six parts', complete.replace('/s3', '/s3/s3')],
    ['an empty access key id', complete.replace('AKIAIOSFODNN7EXAMPLE', '')],
    ['an empty region', complete.replace('us-east-1', '')],
    ['a region with a line break in it', complete.replace('us-east-1', 'us\neast')],
    ['an unsigned host', complete.replace('host;', '')],
    ['signed headers in another order', complete.replace('host;x-amz-date', 'x-amz-date;host')],
    ['a signed header named twice', complete.replace('host;x-amz-date', 'host;host')],
    ['capitals in signed headers', complete.replace('host', 'Host')],
    ['a gap in signed headers', complete.replace('host;', 'host;;')],
    [
      'more signed headers than a request has',
      complete.replace('host;', `${Array.from({ length: 130 }, (_, n) => `a${n + 100}`).join(';')};host;`),
    ],
    ['a signature that is too short', complete.slice(0, -1)],
    ['a signature in capitals', complete.replace(signature, signature.toUpperCase())],
    ['more length than any client needs', `${complete}, X=${'x'.repeat(5000)}`],
  ] as const) {
    test(`as malformed with ${what}`, () => assert.equal(problem([date, authorization(text)])[0], 'malformed'));
  }

  test('as malformed with a date that is none', () => {
    for (const wrong of [
      '20130524',
      '2013-05-24T00:00:00Z',
      '20130231T000000Z',
      '20130524T240000Z',
      'Fri, 24 May 2013',
      '20130524T000000Z\n',
    ]) {
      assert.equal(problem([['x-amz-date', wrong], authorization(complete)])[0], 'malformed', wrong);
    }
  });
});

suite('an Authorization header is understood', () => {
  test('with its parts in any order, with and without blanks', () => {
    const expected = {
      form: 'header',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      date: '20130524',
      region: 'us-east-1',
      service: 's3',
      terminator: 'aws4_request',
      signedHeaders: ['host', 'x-amz-date'],
      signature,
      sessionToken: undefined,
      amzDate: '20130524T000000Z',
      signedAt: Date.UTC(2013, 4, 24),
      expires: undefined,
    };
    for (const text of [
      complete,
      complete.replaceAll(', ', ','),
      complete.replaceAll(', ', ' ,  '),
      `AWS4-HMAC-SHA256 Signature=${signature}, SignedHeaders=host;x-amz-date, Credential=${credential}`,
    ]) {
      assert.deepEqual(parseAuthorization([date, authorization(text)], '/'), { ok: true, value: expected });
    }
  });

  test('with its session token, and the Date header where there is no X-Amz-Date', () => {
    const headers: RawHeader[] = [
      ['date', 'Fri, 24 May 2013 00:00:00 GMT'],
      ['X-AMZ-Security-Token', 'token'],
      authorization(complete),
    ];
    const result = parseAuthorization(headers, '/');
    assert.equal(result.ok && result.value.amzDate, '20130524T000000Z');
    assert.equal(result.ok && result.value.sessionToken, 'token');
  });
});

suite('a presigned URL', () => {
  const query = (changes: Record<string, string | undefined> = {}): string =>
    `/test.txt?${Object.entries({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': credential,
      'X-Amz-Date': '20130524T000000Z',
      'X-Amz-Expires': '86400',
      'X-Amz-SignedHeaders': 'host',
      'X-Amz-Signature': signature,
      ...changes,
    })
      .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]))
      .join('&')}`;

  for (const name of ['Credential', 'Date', 'Expires', 'SignedHeaders', 'Signature']) {
    test(`without X-Amz-${name} is refused as incomplete`, () => {
      assert.equal(problem([], query({ [`X-Amz-${name}`]: undefined }))[0], 'incomplete');
    });
  }

  test('with a lifetime that is no number, negative, or more than a week is refused', () => {
    assert.deepEqual(problem([], query({ 'X-Amz-Expires': 'soon' })), [
      'malformed',
      'X-Amz-Expires should be a number',
    ]);
    assert.deepEqual(problem([], query({ 'X-Amz-Expires': '-1' })), [
      'malformed',
      'X-Amz-Expires must be non-negative',
    ]);
    assert.match(problem([], query({ 'X-Amz-Expires': '604801' }))[1]!, /less than a week/);
    assert.equal(problem([], query({ 'X-Amz-Expires': '604800' })), 'accepted');
  });

  test('with another algorithm, a parameter given twice, or an HTTP date is refused', () => {
    assert.equal(problem([], query({ 'X-Amz-Algorithm': 'AWS4-ECDSA-P256-SHA256' }))[0], 'unsupported');
    assert.equal(problem([], query({ 'X-Amz-Algorithm': undefined }))[0], 'unsupported');
    assert.equal(problem([], `${query()}&X-Amz-Date=20130525T000000Z`)[0], 'ambiguous');
    assert.equal(problem([], query({ 'X-Amz-Date': 'Fri, 24 May 2013 00:00:00 GMT' }))[0], 'malformed');
    assert.equal(problem([], `${query({ 'X-Amz-Credential': undefined })}&X-Amz-Credential=%zz`)[0], 'incomplete');
  });

  test('is understood with its lifetime and session token', () => {
    const result = parseAuthorization([['Host', 'h']], query({ 'X-Amz-Security-Token': 'a+b/c=' }));
    assert.equal(result.ok && result.value.form, 'query');
    assert.equal(result.ok && result.value.expires, 86_400);
    assert.equal(result.ok && result.value.sessionToken, 'a+b/c=');
    assert.equal(result.ok && result.value.accessKeyId, 'AKIAIOSFODNN7EXAMPLE');
  });
});

test('whatever is sent as a signature is answered, never thrown', () => {
  const header = fc.tuple(fc.constantFrom('authorization', 'x-amz-date', 'host', 'date'), fc.string());
  fc.assert(
    fc.property(fc.array(header), fc.string(), fc.string(), (headers, target, tail) => {
      parseAuthorization([...headers, ['authorization', `AWS4-HMAC-SHA256 ${tail}`]], target);
      parseAuthorization(headers, `/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-${target}`);
    }),
  );
});

test('times are read exactly as they are written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 253_402_300_799 }), (seconds) => {
      assert.equal(parseAmzDate(formatAmzDate(seconds * 1000)), seconds * 1000);
      assert.equal(parseHttpDate(new Date(seconds * 1000).toUTCString()), seconds * 1000);
    }),
  );
});
