import { hmacSha256, sha256Hex } from '#crypto/digests.ts';
import { formatAmzDate } from '#crypto/sigv4/amz-date.ts';
import { canonicalRequest } from '#crypto/sigv4/canonical-request.ts';
import { signingKey } from '#crypto/sigv4/signing-key.ts';
import { stringToSign } from '#crypto/sigv4/string-to-sign.ts';
import type { RawHeader } from '#crypto/sigv4/request.ts';

/** The region of everything that a run makes. */
export const region = 'us-east-1';
const host = 'localhost';

/** What requests are signed with; a session's key has its token beside it. */
export interface SigningCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** A POST before it is written. Its body has to be ASCII, so that its length is its size. */
export interface Message {
  /** The signing name. */
  readonly service: string;
  readonly headers: readonly RawHeader[];
  readonly body: string;
}

/** How one service's operations are called. */
export type Service = (operation: string, input: object) => Message;

const awsJson =
  (service: string, target: string): Service =>
  (operation, input) => ({
    service,
    headers: [
      ['content-type', 'application/x-amz-json-1.1'],
      ['host', host],
      ['x-amz-target', `${target}.${operation}`],
    ],
    body: JSON.stringify(input),
  });

const awsQuery =
  (service: string, version: string): Service =>
  (operation, input) => ({
    service,
    headers: [
      ['content-type', 'application/x-www-form-urlencoded'],
      ['host', host],
    ],
    body: new URLSearchParams({ Action: operation, Version: version, ...input }).toString(),
  });

export const userPools = awsJson('cognito-idp', 'AWSCognitoIdentityProviderService');
export const identityPools = awsJson('cognito-identity', 'AWSCognitoIdentityService');
export const iam = awsQuery('iam', '2010-05-08');
export const sts = awsQuery('sts', '2011-06-15');

/** A call as it goes over the wire. */
export const publicRequest = (operation: string, input: object, service: Service = userPools): string =>
  written(service(operation, input));

/** The same, signed with Signature Version 4. Good for five minutes. */
export const signedRequest = (
  credentials: SigningCredentials,
  operation: string,
  input: object,
  service: Service = userPools,
): string => written(signed(credentials, service(operation, input)));

/** A GET without more. */
export const getRequest = (path: string): string => `GET ${path} HTTP/1.1\r\nhost: ${host}\r\n\r\n`;

/** The message with a signature over its body and all of its headers. */
export function signed(credentials: SigningCredentials, { service, headers, body }: Message): Message {
  const { accessKeyId, sessionToken } = credentials;
  const amzDate = formatAmzDate(Date.now());
  const date = amzDate.slice(0, 8);
  const covered: RawHeader[] = [...headers, ['x-amz-date', amzDate]];
  if (sessionToken !== undefined) covered.push(['x-amz-security-token', sessionToken]);
  const names = covered.map(([name]) => name).toSorted();
  const request = { method: 'POST', rawTarget: '/', rawHeaders: covered, bodySha256: sha256Hex(body) };
  const text = stringToSign({ amzDate, date, region, service }, canonicalRequest(request, names, 'normalised') ?? '');
  const signature = hmacSha256(keyOf(credentials, date, service), text).toString('hex');
  const scope = `${accessKeyId}/${date}/${region}/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { service, headers: [...covered, ['authorization', authorization]], body };
}

function written({ headers, body }: Message): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}`).join('\r\n');
  return `POST / HTTP/1.1\r\n${lines}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}

let known: { scope: string; key: Buffer } | undefined;

function keyOf({ secretAccessKey: secret }: SigningCredentials, date: string, service: string): Buffer {
  const scope = `${date}/${service}/${secret}`;
  if (known?.scope !== scope) known = { scope, key: signingKey(secret, date, region, service) };
  return known.key;
}
