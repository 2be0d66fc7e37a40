import { hmacSha256, sha256Hex } from '#crypto/digests.ts';
import { formatAmzDate } from '#crypto/sigv4/amz-date.ts';
import { canonicalRequest } from '#crypto/sigv4/canonical-request.ts';
import type { RawHeader } from '#crypto/sigv4/request.ts';
import { signingKey } from '#crypto/sigv4/signing-key.ts';
import { stringToSign } from '#crypto/sigv4/string-to-sign.ts';

/** A call, AWS JSON unless said otherwise, and everything about its signature that a test may want to get wrong. */
export interface SignedRequestOptions {
  /** X-Amz-Target; none for AWS Query. */
  readonly target?: string;
  readonly contentType?: string;
  readonly body?: string;
  /** `/` unless given. */
  readonly path?: string;
  readonly accessKeyId: string;
  readonly secret: string;
  readonly sessionToken?: string;
  readonly service?: string;
  readonly region?: string;
  /** The last word of the scope. */
  readonly terminator?: string;
  /** When it is signed, in milliseconds since the epoch. */
  readonly at?: number;
  /** The date in the scope, where it should not be the signature's own. */
  readonly scopeDate?: string;
  /** Headers to leave out of the signature. */
  readonly unsigned?: readonly string[];
}

/** A signed POST to `http://localhost`. */
export function signedRequest(options: SignedRequestOptions): Request {
  const {
    target,
    contentType = 'application/x-amz-json-1.1',
    body = '{}',
    path = '/',
    accessKeyId,
    secret,
    sessionToken,
    service = 'cognito-idp',
    region = 'us-east-1',
  } = options;
  const { terminator = 'aws4_request', at = Date.now(), unsigned = [] } = options;
  const amzDate = formatAmzDate(at);
  const date = options.scopeDate ?? amzDate.slice(0, 8);
  const headers: RawHeader[] = [
    ['content-type', contentType],
    ['host', 'localhost'],
    ['x-amz-date', amzDate],
    ...(sessionToken === undefined ? [] : [['x-amz-security-token', sessionToken] as const]),
    ...(target === undefined ? [] : [['x-amz-target', target] as const]),
  ];
  const names = headers.map(([name]) => name).filter((name) => !unsigned.includes(name));
  const request = { method: 'POST', rawTarget: path, rawHeaders: headers, bodySha256: sha256Hex(body) };
  const canonical = canonicalRequest(request, names, 'normalised') ?? '';
  const key = signingKey(secret, date, region, service);
  const signature = hmacSha256(key, stringToSign({ amzDate, date, region, service }, canonical)).toString('hex');
  const scope = `${accessKeyId}/${date}/${region}/${service}/${terminator}`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return new Request(`http://localhost${path}`, {
    method: 'POST',
    body,
    headers: [...headers.map((header) => [...header] as [string, string]), ['authorization', authorization]],
  });
}
