import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { canonicalHeaders, canonicalQuery, canonicalRequest, encodedOnce, normalised } from './canonical-request.ts';
import type { RawHeader } from './request.ts';

test('a signed header that is not in the request leaves no canonical request', () => {
  const rawHeaders: RawHeader[] = [['Host', 'example.com']];
  const request = { method: 'GET', rawTarget: '/', rawHeaders, bodySha256: 'x' };
  assert.equal(canonicalRequest(request, ['host', 'x-amz-date'], 'normalised'), undefined);
  assert.equal(canonicalRequest(request, ['host'], 'normalised'), 'GET\n/\n\nhost:example.com\n\nhost\nx');
});

suite('a path of services other than S3', () => {
  for (const [wire, canonical] of [
    ['', '/'],
    ['/', '/'],
    ['//', '/'],
    ['/./', '/'],
    ['/example/..', '/'],
    ['/example1/example2/../..', '/'],
    ['/../..', '/'],
    ['/./example', '/example'],
    ['//example//', '/example/'],
    ['/example1/../example2/', '/example2/'],
    ['/a/b/', '/a/b/'],
    [
      '/-._~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ',
      '/-._~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ',
    ],
    ['/example space/', '/example%20space/'],
    ['/example%20space/', '/example%2520space/'],
    ['/%2e%2e/a', '/%252e%252e/a'],
    ['/\u1234', '/%E1%88%B4'],
    ['/\u00e1\u0088\u00b4', '/%E1%88%B4'],
    ['/a:b@c', '/a%3Ab%40c'],
  ] as const) {
    test(`'${wire}' is '${canonical}'`, () => assert.equal(normalised(wire), canonical));
  }
});

suite('a path of S3', () => {
  for (const [wire, canonical] of [
    ['', '/'],
    ['/', '/'],
    ['//a//./b/../c', '//a//./b/../c'],
    ['/test%24file.text', '/test%24file.text'],
    ['/bucket/us-east-1%3A1234/a%20b%2Bc.txt', '/bucket/us-east-1%3A1234/a%20b%2Bc.txt'],
    ['/bucket/us-east-1:1234/a+b(!)=', '/bucket/us-east-1%3A1234/a%2Bb%28%21%29%3D'],
    ['/a%2fb', '/a%2Fb'],
    ['/%41%7e', '/A~'],
    ['/100%', '/100%25'],
    ['/%zz%4', '/%25zz%254'],
  ] as const) {
    test(`'${wire}' is '${canonical}'`, () => assert.equal(encodedOnce(wire), canonical));
  }
});

suite('a query', () => {
  for (const [wire, canonical] of [
    ['', ''],
    ['&&', ''],
    ['lifecycle', 'lifecycle='],
    ['max-keys=2&prefix=J', 'max-keys=2&prefix=J'],
    ['Param2=value2&Param1=value1', 'Param1=value1&Param2=value2'],
    ['Param1=value2&Param1=Value1', 'Param1=Value1&Param1=value2'],
    ['a=2&a=1&a', 'a=&a=1&a=2'],
    ['a-b=1&a=2&aB=3', 'a=2&a-b=1&aB=3'],
    ['a=b=c', 'a=b%3Dc'],
    ['k=%7e%2f%3a', 'k=~%2F%3A'],
    ['k=a%20b', 'k=a%20b'],
    ['k=%E1%88%B4', 'k=%E1%88%B4'],
    ['X-Amz-Signature=abc&b=1', 'b=1'],
    ['X-Amz-Credential=AKID/20130524/us-east-1', 'X-Amz-Credential=AKID%2F20130524%2Fus-east-1'],
  ] as const) {
    test(`'${wire}' is '${canonical}'`, () => assert.equal(canonicalQuery(wire, 'normalised'), canonical));
  }

  test('takes a raw plus as a space in S3 and as a plus elsewhere', () => {
    assert.equal(canonicalQuery('k=a+b', 's3'), 'k=a%20b');
    assert.equal(canonicalQuery('k=a+b', 'normalised'), 'k=a%2Bb');
  });
});

test('header values are trimmed, their blanks and folds are single spaces, and repeated headers are joined in order', () => {
  const rawHeaders: RawHeader[] = [
    ['My-Header1', '  value4,value1 '],
    ['HOST', 'example.amazonaws.com'],
    ['unsigned', 'x'],
    ['my-header1', 'a   b\tc'],
    ['My-Header2', '"a   b"\r\n   c'],
    ['my-header3', ''],
  ];
  assert.equal(
    canonicalHeaders(rawHeaders, ['host', 'my-header1', 'my-header2', 'my-header3']),
    'host:example.amazonaws.com\nmy-header1:value4,value1,a b c\nmy-header2:"a b" c\nmy-header3:\n',
  );
});
