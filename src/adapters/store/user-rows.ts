import type { PasswordCredential, SrpCredential, User, UserStatus } from '#domain/users/user.ts';
import type { Secrets } from '#ports/secrets.ts';
import type { UserRow } from '../database/schema.ts';
import { sealedJson, unsealedJson } from './sealed.ts';

/** What makes up a user; the columns that ListUsers searches repeat attributes and are only written. */
export const userColumns = [
  'pool_id',
  'sub',
  'username',
  'status',
  'enabled',
  'created_at',
  'modified_at',
  'attributes',
  'pending',
  'identities',
  'password_hash',
  'password_srp',
  'password_set_at',
  'earlier_passwords',
  'temporary_until',
  'signed_out_at',
] as const;

export const searchedAttributes = [
  'email',
  'phone_number',
  'name',
  'given_name',
  'family_name',
  'preferred_username',
] as const;

export type StoredUser = Pick<UserRow, (typeof userColumns)[number]>;
export type ChangingColumn = Exclude<keyof UserRow, 'pool_id' | 'sub' | 'username' | 'username_key' | 'created_at'>;
export type ChangingColumns = Pick<UserRow, ChangingColumn>;

/** A filter is at most 256 characters, and an index entry has a limit, so no more of an attribute is indexed. */
const indexedLength = 256;

const nothing: Readonly<Record<string, string>> = Object.freeze({});
const none: readonly never[] = Object.freeze([]);

export function userFrom(row: StoredUser, secrets: Secrets): User {
  return {
    poolId: row.pool_id,
    sub: row.sub,
    username: row.username,
    status: row.status as UserStatus,
    enabled: row.enabled === 1,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
    attributes: JSON.parse(row.attributes),
    pending: row.pending === null ? nothing : JSON.parse(row.pending),
    identities: row.identities === null ? none : JSON.parse(row.identities),
    password: credentialFrom(row, secrets),
    earlierPasswords: row.earlier_passwords === null ? none : JSON.parse(row.earlier_passwords),
    temporaryUntil: row.temporary_until ?? undefined,
    signedOutAt: row.signed_out_at ?? undefined,
  };
}

/** The verifier is only unsealed when somebody asks for it: few readers of a user do. */
function credentialFrom(row: StoredUser, secrets: Secrets): PasswordCredential | undefined {
  const { pool_id, sub, password_hash: hash, password_srp: sealed } = row;
  if (hash === null) return undefined;
  let srp: SrpCredential | undefined;
  return {
    hash,
    setAt: row.password_set_at ?? 0,
    get srp() {
      return sealed === null
        ? undefined
        : (srp ??= unsealedJson<SrpCredential>(secrets, sealed, srpContext(pool_id, sub)));
    },
  };
}

const srpContext = (poolId: string, sub: string) => `users.srp/${poolId}/${sub}`;

/**
 * The columns in which a user can change.
 * @param before the user as it was read, and its row: what is the same object in both is not encoded again
 */
export function changingColumnsOf(
  user: User,
  secrets: Secrets,
  before?: { user: User; row: StoredUser },
): ChangingColumns {
  const was = (member: keyof User) => (before && before.user[member] === user[member] ? before.row : undefined);
  const { attributes, pending, identities, password, earlierPasswords } = user;
  const kept = was('password');
  const srp = kept ? undefined : password?.srp;
  return {
    status: user.status,
    enabled: user.enabled ? 1 : 0,
    modified_at: user.modifiedAt,
    ...searchedColumns(attributes),
    attributes: was('attributes')?.attributes ?? JSON.stringify(attributes),
    pending: Object.keys(pending).length > 0 ? JSON.stringify(pending) : null,
    identities: identities.length > 0 ? JSON.stringify(identities) : null,
    password_hash: password?.hash ?? null,
    password_srp: kept ? kept.password_srp : srp ? sealedJson(secrets, srp, srpContext(user.poolId, user.sub)) : null,
    password_set_at: password?.setAt ?? null,
    earlier_passwords: earlierPasswords.length > 0 ? JSON.stringify(earlierPasswords) : null,
    temporary_until: user.temporaryUntil ?? null,
    signed_out_at: user.signedOutAt ?? null,
  };
}

export function searchedColumns(attributes: User['attributes']): Pick<UserRow, (typeof searchedAttributes)[number]> {
  const { email, phone_number, name, given_name, family_name, preferred_username } = attributes;
  return {
    email: indexed(email),
    phone_number: indexed(phone_number),
    name: indexed(name),
    given_name: indexed(given_name),
    family_name: indexed(family_name),
    preferred_username: indexed(preferred_username),
  };
}

const indexed = (value: string | undefined): string | null => value?.slice(0, indexedLength) ?? null;

export const toRow = (user: User, usernameKey: string, secrets: Secrets): UserRow => ({
  pool_id: user.poolId,
  sub: user.sub,
  username: user.username,
  username_key: usernameKey,
  created_at: user.createdAt,
  ...changingColumnsOf(user, secrets),
});
