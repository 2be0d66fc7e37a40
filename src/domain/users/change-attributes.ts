import type { ContactAttribute, Pool } from '../pools/pool.ts';
import { withAttributes, type Attributes } from './attributes.ts';
import type { User } from './user.ts';

export interface AttributeChange {
  readonly user: User;
  /** The contacts whose new values have to be verified by a code. */
  readonly toVerify: readonly ContactAttribute[];
}

/**
 * The user after changing attributes. A changed e-mail address or phone number is not verified any more; where the pool
 * asks for verification first, the old value stays and the new one waits. An administrator can vouch for a new value by
 * setting its verified flag in the same change: then it counts at once and needs no code.
 * AWS: AdminUpdateUserAttributes.
 */
export function changeAttributes(pool: Pool, user: User, given: Attributes, now: number): AttributeChange {
  const direct: Record<string, string> = { ...given };
  const pending: Record<string, string> = { ...user.pending };
  const toVerify: ContactAttribute[] = [];
  for (const contact of ['email', 'phone_number'] as const) {
    const value = given[contact];
    if (value === undefined) continue;
    delete pending[contact];
    const vouchedFor = given[`${contact}_verified`]?.toLowerCase() === 'true';
    if (value === '' || value === user.attributes[contact] || vouchedFor) continue;
    if (pool.autoVerified.has(contact) || pool.verifyBeforeUpdate.has(contact)) toVerify.push(contact);
    if (!pool.verifyBeforeUpdate.has(contact)) continue;
    pending[contact] = value;
    delete direct[contact];
    delete direct[`${contact}_verified`];
  }
  const attributes = withAttributes(user.attributes, direct);
  return { user: { ...user, attributes, pending, modifiedAt: now }, toVerify };
}

/** The user without these attributes; a value that waits to replace one goes too. */
export function removeAttributes(user: User, names: readonly string[], now: number): AttributeChange {
  const nothing = Object.fromEntries(names.map((name) => [name, '']));
  const attributes = withAttributes(user.attributes, nothing);
  const pending = Object.fromEntries(Object.entries(user.pending).filter(([name]) => !names.includes(name)));
  return { user: { ...user, attributes, pending, modifiedAt: now }, toVerify: [] };
}

/** The user once the value that a code was sent to is verified, or undefined when the user has another one by now. */
export function withVerified(user: User, attribute: ContactAttribute, value: string, now: number): User | undefined {
  const { [attribute]: waiting, ...pending } = user.pending;
  if (waiting !== value && user.attributes[attribute] !== value) return undefined;
  const attributes = { ...user.attributes, [attribute]: value, [`${attribute}_verified`]: 'true' };
  return { ...user, attributes, pending: waiting === value ? pending : user.pending, modifiedAt: now };
}
