import type { ContactAttribute, Pool } from '../pools/pool.ts';
import type { User } from './user.ts';

type WithAttributes = Pick<User, 'attributes'>;

/** The contact attribute of that name, if it is one. */
export const contactAttribute = (name: string): ContactAttribute | undefined =>
  name === 'email' || name === 'phone_number' ? name : undefined;

/** Where the code goes that confirms a sign-up; with an e-mail address and a phone number at hand, only to the phone. */
export const confirmationAttribute = (
  { autoVerified }: Pool,
  { attributes }: WithAttributes,
): ContactAttribute | undefined =>
  (['phone_number', 'email'] as const).find((attribute) => autoVerified.has(attribute) && attributes[attribute]);

/**
 * Which contact answers show that pretend to have sent this user a code: the one that a reset code or a confirmation code
 * would really go to, so that no two answers about one user contradict each other.
 */
export const contactShown = (pool: Pool, user: WithAttributes): ContactAttribute | undefined =>
  recoveryAttribute(pool, user) ??
  confirmationAttribute(pool, user) ??
  (['phone_number', 'email'] as const).find((attribute) => user.attributes[attribute]);

const mechanisms = { verified_email: 'email', verified_phone_number: 'phone_number' } as const;

/** Whether only an administrator can reset passwords in this pool. */
export const recoveredByAdministrator = ({ settings }: Pool): boolean =>
  settings.AccountRecoverySetting?.RecoveryMechanisms?.some(({ Name }) => Name === 'admin_only') ?? false;

/** Where a reset code goes: the first verified contact in the pool's order; without one set, the phone comes first. */
export function recoveryAttribute({ settings }: Pool, { attributes }: WithAttributes): ContactAttribute | undefined {
  const ordered = (settings.AccountRecoverySetting?.RecoveryMechanisms ?? []).toSorted(
    (one, other) => (one.Priority ?? 0) - (other.Priority ?? 0),
  );
  const chosen = ordered.flatMap(({ Name }) => mechanisms[Name as keyof typeof mechanisms] ?? []);
  const order = ordered.length > 0 ? chosen : (['phone_number', 'email'] as const);
  return order.find((attribute) => attributes[attribute] && attributes[`${attribute}_verified`] === 'true');
}
