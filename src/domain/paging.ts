import { Failure } from './failures.ts';

/** Where a page of a list ended. */
export type PageKey = string | readonly string[];

/**
 * The opaque token (base64url) that continues a list after `key`. `kind` binds it to its list: name the operation, and
 * whatever else decides which list it is (`ListUsers`, or `ListUsersInGroup/readers`). A token carries no rights, since
 * whoever presents it must be allowed to read the list from its start too, so it isn't signed.
 */
export function encodePageToken(kind: string, key: PageKey): string {
  const text = JSON.stringify([kind, ...(typeof key === 'string' ? [key] : key)]);
  return new TextEncoder().encode(text).toBase64({ alphabet: 'base64url', omitPadding: true });
}

/**
 * The key in a token of this kind; undefined without a token. A key of several strings is read by naming how many they are.
 * @throws Failure `invalidPaginationToken` when the token is not one that `encodePageToken` made for this kind
 */
export function decodePageToken(kind: string, token: string | undefined): string | undefined;
export function decodePageToken(
  kind: string,
  token: string | undefined,
  parts: 2,
): readonly [string, string] | undefined;
export function decodePageToken(kind: string, token: string | undefined, parts = 1): PageKey | undefined {
  if (token === undefined) return undefined;
  const [madeFor, ...key] = partsOf(token);
  if (madeFor !== kind || key.length !== parts) throw new Failure('invalidPaginationToken');
  return parts === 1 ? key[0] : key;
}

function partsOf(token: string): readonly string[] {
  try {
    const bytes = Uint8Array.fromBase64(token, { alphabet: 'base64url' });
    const parts: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (Array.isArray(parts) && parts.every((part) => typeof part === 'string')) return parts;
  } catch {
    // neither base64 nor JSON: not a token of ours, which the next line says
  }
  throw new Failure('invalidPaginationToken');
}
