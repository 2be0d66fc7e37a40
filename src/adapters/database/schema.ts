import type { Kysely } from 'kysely';
import type { IamTables } from './iam-schema.ts';
import type { IdentityTables } from './identity-schema.ts';

/** Flags are 0 or 1, times milliseconds, documents JSON text, sealed values text that only `Secrets` can open. */
type Flag = 0 | 1;
type Milliseconds = number;
type Json = string;
type Sealed = string;

export interface PoolRow {
  id: string;
  region: string;
  name: string;
  created_at: Milliseconds;
  modified_at: Milliseconds;
  settings: Json;
  schema: Json;
  tags: Json;
}

export interface ClientRow {
  id: string;
  pool_id: string;
  name: string;
  created_at: Milliseconds;
  modified_at: Milliseconds;
  settings: Json;
  secrets: Sealed | null;
}

export interface UserRow {
  pool_id: string;
  sub: string;
  username: string;
  /** The username as it is looked up: folded where the pool ignores case. */
  username_key: string;
  status: string;
  enabled: Flag;
  created_at: Milliseconds;
  modified_at: Milliseconds;
  email: string | null;
  phone_number: string | null;
  name: string | null;
  given_name: string | null;
  family_name: string | null;
  preferred_username: string | null;
  attributes: Json;
  pending: Json | null;
  identities: Json | null;
  password_hash: string | null;
  password_srp: Sealed | null;
  password_set_at: Milliseconds | null;
  earlier_passwords: Json | null;
  temporary_until: Milliseconds | null;
  signed_out_at: Milliseconds | null;
}

export interface AliasRow {
  pool_id: string;
  value: string;
  kind: string;
  sub: string;
}

export interface UserCountRow {
  pool_id: string;
  shard: number;
  users: number;
}

export interface GroupRow {
  pool_id: string;
  name: string;
  description: string | null;
  role_arn: string | null;
  precedence: number | null;
  created_at: Milliseconds;
  modified_at: Milliseconds;
}

export interface GroupMemberRow {
  pool_id: string;
  group_name: string;
  sub: string;
  added_at: Milliseconds;
}

export interface CodeRow {
  pool_id: string;
  sub: string;
  purpose: string;
  hash: string;
  attribute: string;
  value: string;
  created_at: Milliseconds;
  expires_at: Milliseconds;
}

export interface SessionRow {
  pool_id: string;
  id: string;
  sub: string;
  client_id: string;
  scope: string;
  authenticated_at: Milliseconds;
  created_at: Milliseconds;
  expires_at: Milliseconds;
  secret_hash: string;
  generation: number;
  rotated_at: Milliseconds | null;
  device_key: string | null;
}

export interface UsedOnceRow {
  id: string;
  expires_at: Milliseconds;
}

export interface AttemptRow {
  pool_id: string;
  subject: string;
  action: string;
  window_start: Milliseconds;
  count: number;
  expires_at: Milliseconds;
}

/** Wrong passwords by subject; see the port LockoutStore. */
export interface LockoutRow {
  pool_id: string;
  subject: string;
  failures: number;
  last_failed_at: Milliseconds;
}

/** The keys that `Secrets` seals with, themselves sealed under the master key. */
export interface DataKeyRow {
  id: string;
  sealed: Sealed;
  created_at: Milliseconds;
}

export interface MessageRow {
  id: string;
  pool_id: string;
  username: string;
  channel: string;
  recipient: string;
  /** The beginning of it, short enough for an index. */
  recipient_key: string;
  trigger_name: string;
  /** Subject, body, code and link. */
  content: Sealed;
  sender: string | null;
  reply_to: string | null;
  created_at: Milliseconds;
  state: string;
  attempts: number;
  next_attempt_at: Milliseconds | null;
  sent_at: Milliseconds | null;
  last_error: string | null;
}

export interface ImportJobRow {
  pool_id: string;
  id: string;
  name: string;
  status: string;
  logs_role_arn: string;
  hashing_algorithm: string | null;
  created_at: Milliseconds;
  started_at: Milliseconds | null;
  completed_at: Milliseconds | null;
  imported: number;
  skipped: number;
  failed: number;
  completion_message: string | null;
  log: Json;
  upload_hash: string;
  rows_done: number;
}

export interface ImportFileRow {
  pool_id: string;
  id: string;
  content: Uint8Array;
}

export interface AccessKeyRow {
  access_key_id: string;
  secret: Sealed;
  principal: Json;
  active: Flag;
  created_at: Milliseconds;
  /** Of an IAM user's key. */
  user_id: string | null;
  last_used_at: Milliseconds | null;
  last_used_service: string | null;
  last_used_region: string | null;
}

export interface SigningKeyRow {
  pool_id: string;
  kid: string;
  purpose: string;
  private_key: Sealed;
  created_at: Milliseconds;
  retires_at: Milliseconds | null;
}

/** Every table, by name. */
export interface Tables extends IamTables, IdentityTables {
  pools: PoolRow;
  clients: ClientRow;
  users: UserRow;
  aliases: AliasRow;
  user_counts: UserCountRow;
  groups: GroupRow;
  group_members: GroupMemberRow;
  codes: CodeRow;
  sessions: SessionRow;
  used_once: UsedOnceRow;
  attempts: AttemptRow;
  lockouts: LockoutRow;
  data_keys: DataKeyRow;
  messages: MessageRow;
  import_jobs: ImportJobRow;
  import_files: ImportFileRow;
  access_keys: AccessKeyRow;
  signing_keys: SigningKeyRow;
  versions: { name: string; version: number };
  /** Pools that are gone and whose contents still have to be removed. */
  deleted_pools: { pool_id: string };
  migrations: { name: string; applied_at: Milliseconds };
}

export type QueryBuilder = Kysely<Tables>;
