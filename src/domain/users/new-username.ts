import { Failure } from '../failures.ts';
import type { Pool } from '../pools/pool.ts';
import type { Attributes } from './attributes.ts';
import { isEmail, isPhoneNumber } from './names.ts';

/** The name and attributes under which a new user is kept. */
export interface NewName {
  readonly username: string;
  readonly attributes: Record<string, string>;
}

const refused = (reason: string): Failure => new Failure('invalidParameter', { reason });

function addressedUser(pool: Pool, name: string, given: Attributes, sub: string): NewName {
  const [email, phone] = [pool.usernameAttributes.has('email'), pool.usernameAttributes.has('phone_number')];
  const kind = email && isEmail(name) ? 'email' : phone && isPhoneNumber(name) ? 'phone_number' : undefined;
  if (kind) {
    if (given[kind] !== undefined && given[kind] !== name)
      throw refused(`The username and the attribute ${kind} differ.`);
    return { username: sub, attributes: { ...given, [kind]: name } };
  }
  if (email && phone) throw refused('Username should be either an email or a phone number.');
  throw refused(email ? 'Username should be an email.' : 'Username should be a phone number.');
}

/**
 * What becomes of the name a new user is given. Where users sign in by address (username attributes) it has to be one:
 * it becomes the attribute, and the username is the `sub`. Where addresses are aliases it must not look like one, or it
 * could be taken for another's.
 * @throws Failure `invalidParameter` in AWS's words
 */
export function newUsername(pool: Pool, name: string, given: Attributes, sub: string): NewName {
  if (pool.usernameAttributes.size > 0) return addressedUser(pool, name, given, sub);
  if (pool.aliasAttributes.has('email') && isEmail(name)) {
    throw refused('Username cannot be of email format, since user pool is configured for email alias.');
  }
  if (pool.aliasAttributes.has('phone_number') && isPhoneNumber(name)) {
    throw refused('Username cannot be of phone number format, since user pool is configured for phone number alias.');
  }
  return { username: name, attributes: { ...given } };
}
