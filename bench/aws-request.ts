import { hmacSha256, sha256Hex } from '#crypto/digests.ts';
import { formatAmzDate } from '#crypto/sigv4/amz-date.ts';
import { canonicalRequest } from '#crypto/sigv4/canonical-request.ts';
import { signingKey } from '#crypto/sigv4/signing-key.ts';
import { stringToSign } from '#crypto/sigv4/string-to-sign.ts';
import type { RawHeader } from '#crypto/sigv4/request.ts';
import type { RootCredentials } from '#config/credentials-file.ts';

const region = 'us-east-1';
const service = 'cognito-idp';
const contentType = 'application/x-amz-json-1.1';
const host = 'localhost';

/** An AWS JSON call as it goes over the wire. The input has to be ASCII, so that its length is its size. */
export function publicRequest(operation: string, input: object): string {
  return written([...named(operation)], JSON.stringify(input));
}

/** The same, signed with Signature Version 4. Good for five minutes. */
export function signedRequest(credentials: RootCredentials, operation: string, input: object): string {
  const body = JSON.stringify(input);
  const amzDate = formatAmzDate(Date.now());
  const headers: RawHeader[] = [...named(operation), ['x-amz-date', amzDate]];
  const names = headers.map(([name]) => name).toSorted();
  const request = { method: 'POST', rawTarget: '/', rawHeaders: headers, bodySha256: sha256Hex(body) };
  const date = amzDate.slice(0, 8);
  const text = stringToSign({ amzDate, date, region, service }, canonicalRequest(request, names, 'normalised') ?? '');
  const signature = hmacSha256(keyOf(credentials, date), text).toString('hex');
  const scope = `${credentials.accessKeyId}/${date}/${region}/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return written([...headers, ['authorization', authorization]], body);
}

/** A GET without more. */
export const getRequest = (path: string): string => `GET ${path} HTTP/1.1\r\nhost: ${host}\r\n\r\n`;

const named = (operation: string): RawHeader[] => [
  ['content-type', contentType],
  ['host', host],
  ['x-amz-target', `AWSCognitoIdentityProviderService.${operation}`],
];

function written(headers: readonly RawHeader[], body: string): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}`).join('\r\n');
  return `POST / HTTP/1.1\r\n${lines}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}

let known: { secret: string; date: string; key: Buffer } | undefined;

function keyOf({ secretAccessKey: secret }: RootCredentials, date: string): Buffer {
  if (known?.secret !== secret || known.date !== date) {
    known = { secret, date, key: signingKey(secret, date, region, service) };
  }
  return known.key;
}
