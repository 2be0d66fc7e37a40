/** A header as it stood on the wire; names in any case, values as Node reads them (a byte a character). */
export type RawHeader = readonly [name: string, value: string];

/** What a signature covers. `rawTarget` is the path and query exactly as on the wire, before any parsing. */
export interface SignedRequest {
  readonly method: string;
  readonly rawTarget: string;
  readonly rawHeaders: readonly RawHeader[];
  /**
   * SHA-256 of the body in lower-case hex. For S3 the value of `x-amz-content-sha256` as sent (a hash or a literal such
   * as `UNSIGNED-PAYLOAD`), whose truth is checked apart from the signature.
   */
  readonly bodySha256: string;
}

/**
 * How the path enters the canonical request: `s3` as on the wire, encoded once; `normalised`, for all other services,
 * without dot segments and empty segments, and encoded once more.
 */
export type UriStyle = 's3' | 'normalised';

/** A claim of a signature, taken out of the request; nothing about it is verified. */
export interface ParsedAuthorization {
  readonly form: 'header' | 'query';
  readonly accessKeyId: string;
  /** The scope: `yyyymmdd`, region, service, and what should be `aws4_request`. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
  /** Lower-case names in byte order; `host` is among them. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly sessionToken: string | undefined;
  /** When the request was signed: `yyyymmddThhmmssZ`, and the same in milliseconds since the epoch. */
  readonly amzDate: string;
  readonly signedAt: number;
  /** Seconds for which a query signature is good (X-Amz-Expires); undefined in the header form. */
  readonly expires: number | undefined;
}

/** SHA-256 of nothing: the body hash of a request without a body, and of presigned URLs of all services but S3. */
export const emptyBodySha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** The only algorithm verified. SigV4a (`AWS4-ECDSA-P256-SHA256`) and SigV2 (`AWS`) are refused. */
export const algorithm = 'AWS4-HMAC-SHA256';

/** The values of a header, in the order received. `name` is lower case. */
export function headerValues(rawHeaders: readonly RawHeader[], name: string): string[] {
  const values: string[] = [];
  for (const [key, value] of rawHeaders) {
    if (key.length === name.length && key.toLowerCase() === name) values.push(value);
  }
  return values;
}

/** Path and raw query (without `?`) of a request target. */
export function splitTarget(rawTarget: string): { path: string; query: string } {
  const mark = rawTarget.indexOf('?');
  return mark < 0
    ? { path: rawTarget, query: '' }
    : { path: rawTarget.slice(0, mark), query: rawTarget.slice(mark + 1) };
}
