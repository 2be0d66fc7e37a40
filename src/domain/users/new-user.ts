import type { Attributes } from './attributes.ts';
import type { User, UserStatus } from './user.ts';

export interface NewUser {
  readonly poolId: string;
  readonly sub: string;
  readonly username: string;
  readonly status: UserStatus;
  /** Empty values stand for "none". Contacts that do not say otherwise are not verified. */
  readonly attributes: Attributes;
  readonly now: number;
}

/** A user as it begins: without a password, enabled, nothing verified unless the attributes say so. */
export function newUser({ attributes: given, now, ...identity }: NewUser): User {
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) if (value !== '') attributes[name] = value;
  for (const contact of ['email', 'phone_number'] as const) {
    if (attributes[contact]) attributes[`${contact}_verified`] ??= 'false';
  }
  return {
    ...identity,
    enabled: true,
    createdAt: now,
    modifiedAt: now,
    attributes,
    pending: {},
    identities: [],
    password: undefined,
    earlierPasswords: [],
    temporaryUntil: undefined,
    signedOutAt: undefined,
  };
}
