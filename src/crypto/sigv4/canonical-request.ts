import { type SignedRequest, splitTarget, type UriStyle } from './request.ts';
import { uriEncode, uriReencode } from './uri-encoding.ts';

/**
 * The canonical request of Signature Version 4 (AWS General Reference, "Create a signed AWS API request", step 1), or
 * undefined when a signed header is not there: AWS lets such a signature not match.
 */
export function canonicalRequest(
  request: SignedRequest,
  signedHeaders: readonly string[],
  uriStyle: UriStyle,
): string | undefined {
  const { path, query } = splitTarget(request.rawTarget);
  const headers = canonicalHeaders(request.rawHeaders, signedHeaders);
  if (headers === undefined) return undefined;
  const uri = uriStyle === 's3' ? encodedOnce(path) : normalised(path);
  return joined(request, uri, canonicalQuery(query, uriStyle), headers, signedHeaders);
}

/** The lines in their order; for callers that try more than one path or query. */
export const joined = (
  { method, bodySha256 }: SignedRequest,
  uri: string,
  query: string,
  headers: string,
  signedHeaders: readonly string[],
): string => `${method}\n${uri}\n${query}\n${headers}\n${signedHeaders.join(';')}\n${bodySha256}`;

/** S3's canonical path: one encoding, however thorough the client's was; an encoded slash is not a separator. */
export const encodedOnce = (path: string): string =>
  path === ''
    ? '/'
    : path
        .split('/')
        .map((segment) => uriReencode(segment, '+'))
        .join('/');

/** The canonical path of other services: no empty and no dot segments, and what is on the wire encoded once more. */
export function normalised(path: string): string {
  if (path === '/' || path === '') return '/';
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') segments.pop();
    else segments.push(uriEncode(segment));
  }
  return `/${segments.join('/')}${segments.length > 0 && path.endsWith('/') ? '/' : ''}`;
}

/**
 * The canonical query: names and values decoded, encoded and sorted by both, without X-Amz-Signature (and without
 * `omitted`). In a query of S3 a raw `+` is a space.
 */
export function canonicalQuery(query: string, uriStyle: UriStyle, omitted?: string): string {
  if (query === '') return '';
  const plus = uriStyle === 's3' ? ' ' : '+';
  const pairs: { name: string; value: string }[] = [];
  for (const part of query.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = uriReencode(equals < 0 ? part : part.slice(0, equals), plus);
    if (name === 'X-Amz-Signature' || name === omitted) continue;
    pairs.push({ name, value: equals < 0 ? '' : uriReencode(part.slice(equals + 1), plus) });
  }
  pairs.sort((one, other) => inByteOrder(one.name, other.name) || inByteOrder(one.value, other.value));
  return pairs.map(({ name, value }) => `${name}=${value}`).join('&');
}

/** `name:value` lines of the signed headers in their order, or undefined when one of them is missing. */
export function canonicalHeaders(
  rawHeaders: SignedRequest['rawHeaders'],
  signedHeaders: readonly string[],
): string | undefined {
  const values = new Map<string, string | undefined>();
  for (const name of signedHeaders) values.set(name, undefined);
  for (const [rawName, rawValue] of rawHeaders) {
    const name = rawName.toLowerCase();
    if (!values.has(name)) continue;
    const before = values.get(name);
    const value = trimmed(rawValue);
    values.set(name, before === undefined ? value : `${before},${value}`);
  }
  let lines = '';
  for (const [name, value] of values) {
    if (value === undefined) return undefined;
    lines += `${name}:${value}\n`;
  }
  return lines;
}

const untidy = /^[ \t\r\n]|[ \t\r\n]$|[\t\r\n]| {2}/;

/** Blanks at the ends gone and runs of them, folded lines included, as one space. */
const trimmed = (value: string): string =>
  untidy.test(value) ? value.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '') : value;

/** Encoded text is ASCII, so the order of characters is the order of bytes. */
const inByteOrder = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
