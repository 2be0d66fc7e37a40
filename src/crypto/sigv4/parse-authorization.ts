import { sha256 } from '../digests.ts';
import { parseAmzDate, formatAmzDate, parseHttpDate } from './amz-date.ts';
import { algorithm, headerValues, type ParsedAuthorization, type RawHeader, splitTarget } from './request.ts';

/**
 * Why no signature could be taken out of a request. `missing`: it is not signed. `ambiguous`: more than one signature.
 * `unsupported`: another scheme (`Bearer`, SigV2, SigV4a). `incomplete` and `malformed`: IncompleteSignature at AWS.
 */
export type AuthorizationProblem = 'missing' | 'ambiguous' | 'unsupported' | 'incomplete' | 'malformed';

export type AuthorizationResult =
  | { readonly ok: true; readonly value: ParsedAuthorization }
  | { readonly ok: false; readonly reason: AuthorizationProblem; readonly message: string };

const longestAuthorization = 4096;
const mostSignedHeaders = 128;
const headerName = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/;

/**
 * The signature that a request claims, from its Authorization header or its query (a presigned URL), with all of AWS's
 * rules of form and none of truth. `message` is AWS's wording; it repeats nothing secret.
 */
export function parseAuthorization(rawHeaders: readonly RawHeader[], rawTarget: string): AuthorizationResult {
  const authorizations = headerValues(rawHeaders, 'authorization');
  const { query } = splitTarget(rawTarget);
  const presigned = query.includes('X-Amz-') ? amzParameters(query) : new Map<string, string[]>();
  const inQuery = presigned.has('X-Amz-Algorithm') || presigned.has('X-Amz-Signature');
  if (authorizations.length + (inQuery ? 1 : 0) > 1) return refused('ambiguous', onlyOne);
  if (inQuery) return fromQuery(presigned);
  const [authorization] = authorizations;
  return authorization === undefined
    ? refused('missing', 'Missing Authentication Token')
    : fromHeader(authorization, rawHeaders);
}

function fromHeader(authorization: string, rawHeaders: readonly RawHeader[]): AuthorizationResult {
  if (authorization.length > longestAuthorization) return refused('malformed', 'The Authorization header is too long.');
  const [scheme, rest = ''] = halves(authorization.trim(), ' ');
  if (scheme !== algorithm) {
    return scheme === 'AWS4-ECDSA-P256-SHA256'
      ? refused('unsupported', `Unsupported AWS 'algorithm': '${scheme}'.`)
      : refused('unsupported', noEqualSign(authorization));
  }
  const parts = new Map<string, string>();
  for (const part of rest.split(',')) {
    const [name, value] = halves(part.trim(), '=');
    if (value === undefined) {
      return refused('incomplete', noEqualSign(authorization));
    }
    if (parts.has(name)) return refused('malformed', `Authorization header has '${echoName(name)}' more than once.`);
    parts.set(name, value);
  }
  const dates = headerValues(rawHeaders, 'x-amz-date');
  const [date] = dates.length > 0 ? dates : headerValues(rawHeaders, 'date');
  const lacking = ['Credential', 'Signature', 'SignedHeaders']
    .filter((name) => !parts.get(name))
    .map((name) => `Authorization header requires '${name}' parameter.`);
  if (!date) lacking.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  if (lacking.length > 0)
    return refused(
      'incomplete',
      `${lacking.join(' ')} (Hashed with SHA-256 and encoded with Base64) Authorization=${hashed(authorization)}`,
    );
  const tokens = headerValues(rawHeaders, 'x-amz-security-token');
  if (dates.length > 1 || tokens.length > 1)
    return refused('ambiguous', 'X-Amz-Date and X-Amz-Security-Token may be sent once.');
  return assembled({
    form: 'header',
    credential: parts.get('Credential')!,
    signedHeaders: parts.get('SignedHeaders')!,
    signature: parts.get('Signature')!,
    date: date!,
    sessionToken: tokens[0],
    expires: undefined,
  });
}

function fromQuery(parameters: Map<string, string[]>): AuthorizationResult {
  const one = (name: string): string => parameters.get(`X-Amz-${name}`)?.[0] ?? '';
  for (const [name, values] of parameters) {
    if (values.length > 1) return refused('ambiguous', `${name} may be sent once.`);
  }
  if (one('Algorithm') !== algorithm) return refused('unsupported', 'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"');
  if (['Credential', 'Signature', 'Date', 'SignedHeaders', 'Expires'].some((name) => one(name) === '')) {
    return refused('incomplete', allParameters);
  }
  const expires = one('Expires');
  if (!/^-?\d+$/.test(expires)) return refused('malformed', 'X-Amz-Expires should be a number');
  if (expires.startsWith('-')) return refused('malformed', 'X-Amz-Expires must be non-negative');
  if (Number(expires) > longestExpiry) return refused('malformed', expiresTooLong);
  return assembled({
    form: 'query',
    credential: one('Credential'),
    signedHeaders: one('SignedHeaders'),
    signature: one('Signature'),
    date: one('Date'),
    sessionToken: parameters.get('X-Amz-Security-Token')?.[0],
    expires: Number(expires),
  });
}

interface Pieces {
  form: 'header' | 'query';
  credential: string;
  signedHeaders: string;
  signature: string;
  date: string;
  sessionToken: string | undefined;
  expires: number | undefined;
}

function assembled({ credential, date: sentDate, ...pieces }: Pieces): AuthorizationResult {
  const scope = credential.split('/');
  const [accessKeyId = '', date = '', region = '', service = '', terminator = ''] = scope;
  if (
    scope.length !== 5 ||
    !/^\w{1,128}$/.test(accessKeyId) ||
    ![date, region, service, terminator].every(isScopeWord)
  ) {
    return refused(
      'malformed',
      'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.',
    );
  }
  const basicTime = parseAmzDate(sentDate);
  const signedAt = basicTime ?? (pieces.form === 'header' ? parseHttpDate(sentDate) : undefined);
  if (signedAt === undefined) return refused('malformed', 'Date must be in ISO-8601 basic format, yyyymmddThhmmssZ.');
  const signedHeaders = pieces.signedHeaders.split(';');
  if (signedHeaders.length > mostSignedHeaders || !signedHeaders.every(isNextName)) {
    return refused('malformed', 'SignedHeaders must be lower-case header names in order, each once.');
  }
  if (!signedHeaders.includes('host')) {
    return refused('malformed', "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  if (!/^[0-9a-f]{64}$/.test(pieces.signature))
    return refused('malformed', "'Signature' must be 64 lower-case hex digits.");
  const amzDate = basicTime === undefined ? formatAmzDate(signedAt) : sentDate;
  return {
    ok: true,
    value: { ...pieces, accessKeyId, date, region, service, terminator, signedHeaders, amzDate, signedAt },
  };
}

const isScopeWord = (word: string): boolean => /^[\w.-]{1,64}$/.test(word);

const isNextName = (name: string, index: number, names: string[]): boolean =>
  headerName.test(name) && (index === 0 || names[index - 1]! < name);

/** The X-Amz-… parameters of a raw query, decoded. */
function amzParameters(query: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const part of query.split('&')) {
    const [name, value = ''] = halves(part, '=');
    if (!name.startsWith('X-Amz-')) continue;
    found.set(name, [...(found.get(name) ?? []), decoded(value)]);
  }
  return found;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

function halves(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** AWS names the header by its hash in errors: whatever it is, it may be somebody's credential. */
const hashed = (authorization: string): string => sha256(authorization).toString('base64');

const noEqualSign = (authorization: string): string =>
  `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${hashed(authorization)}'.`;

const echoName = (name: string): string => (/^\w{1,40}$/.test(name) ? name : '');

const refused = (reason: AuthorizationProblem, message: string): AuthorizationResult => ({
  ok: false,
  reason,
  message,
});

const longestExpiry = 604_800;
const expiresTooLong =
  'X-Amz-Expires must be less than a week (in seconds) that is, the given X-Amz-Expires must be less than 604800';
const onlyOne =
  'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified';
const allParameters =
  'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.';
