import type { Pool } from '../pools/pool.ts';
import type { Alias } from './alias.ts';

/** RFC 5321 §4.1.2 with RFC 6531's letters; no quoted local parts, whose blanks and commas other programs trip over. */
const address =
  /^[^\s@\p{C}<>()[\]\\,;:"]{1,64}@(?:localhost|[\p{L}\p{M}\p{N}_-]{1,63}(?:\.[\p{L}\p{M}\p{N}_-]{1,63})+)$/u;

/** Whether a name reads as an e-mail address, of at most 254 characters. */
export const isEmail = (name: string): boolean => name.length <= 254 && address.test(name);

/** Whether a name is a phone number in E.164 form, `+` and up to 15 digits. */
export const isPhoneNumber = (name: string): boolean => /^\+[1-9]\d{1,14}$/.test(name);

/** The form under which names are compared: as written, or in lower case where the pool ignores case. */
export const foldName = (pool: Pool, name: string): string => (pool.caseSensitive ? name : name.toLowerCase());

/** The aliases a typed sign-in name could be, in the order in which they are tried. */
export function aliasCandidates(pool: Pool, name: string): readonly Alias[] {
  const kinds = [...pool.usernameAttributes, ...pool.aliasAttributes];
  return kinds
    .filter((kind) => (kind === 'email' ? isEmail(name) : kind === 'phone_number' ? isPhoneNumber(name) : true))
    .map((kind) => ({ kind, value: foldName(pool, name) }));
}

/**
 * The aliases a user with these attributes signs in by: its e-mail and phone number (where they are aliases, only once
 * verified) and its preferred username.
 */
export function aliasesOf(pool: Pool, attributes: Readonly<Record<string, string>>): readonly Alias[] {
  const aliases: Alias[] = [];
  for (const kind of pool.usernameAttributes) {
    if (attributes[kind]) aliases.push({ kind, value: foldName(pool, attributes[kind]) });
  }
  for (const kind of pool.aliasAttributes) {
    const value = attributes[kind];
    if (value && (kind === 'preferred_username' || attributes[`${kind}_verified`] === 'true')) {
      aliases.push({ kind, value: foldName(pool, value) });
    }
  }
  return aliases;
}
