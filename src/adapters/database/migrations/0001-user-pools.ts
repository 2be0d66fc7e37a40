import type { Migration } from './migration.ts';
import { columnTypes } from './types.ts';

/**
 * User pools, clients, users and what belongs to them. Every key leads with the pool, nothing counts up, and every index
 * ends in the order in which its rows are listed, so that no planner has a wrong choice.
 */
export const userPools: Migration = {
  name: '0001-user-pools',
  statements(engine) {
    const { text, integer, bytes, heap, keyed } = columnTypes[engine];
    const filterIndex = (column: string) =>
      `create index users_by_${column} on users (pool_id, ${column}, sub) where ${column} is not null`;
    return [
      `create table versions (name ${text} primary key, version ${integer} not null) ${keyed}`,
      `create table deleted_pools (pool_id ${text} primary key) ${keyed}`,
      `create table pools (
        id ${text} primary key, region ${text} not null, name ${text} not null, created_at ${integer} not null,
        modified_at ${integer} not null, settings ${text} not null, schema ${text} not null, tags ${text} not null) ${heap}`,
      `create index pools_by_region on pools (region, id)`,
      `create table clients (
        id ${text} primary key, pool_id ${text} not null, name ${text} not null, created_at ${integer} not null,
        modified_at ${integer} not null, settings ${text} not null, secrets ${text}) ${heap}`,
      `create index clients_by_pool on clients (pool_id, id)`,

      `create table users (
        pool_id ${text} not null, sub ${text} not null, username ${text} not null, username_key ${text} not null,
        status ${text} not null, enabled ${integer} not null, created_at ${integer} not null,
        modified_at ${integer} not null, email ${text}, phone_number ${text}, name ${text}, given_name ${text},
        family_name ${text}, preferred_username ${text}, attributes ${text} not null, pending ${text},
        identities ${text}, password_hash ${text}, password_srp ${text}, password_set_at ${integer},
        earlier_passwords ${text}, temporary_until ${integer},
        signed_out_at ${integer}, primary key (pool_id, sub)) ${heap}`,
      `create unique index users_by_username_key on users (pool_id, username_key)`,
      `create index users_by_username on users (pool_id, username, sub)`,
      `create index users_by_status on users (pool_id, status, sub)`,
      `create index users_by_enabled on users (pool_id, enabled, sub)`,
      ...['email', 'phone_number', 'name', 'given_name', 'family_name', 'preferred_username'].map(filterIndex),
      `create table aliases (
        pool_id ${text} not null, value ${text} not null, kind ${text} not null, sub ${text} not null,
        primary key (pool_id, value, kind)) ${keyed}`,
      `create index aliases_by_user on aliases (pool_id, sub)`,
      `create table user_counts (
        pool_id ${text} not null, shard ${integer} not null, users ${integer} not null,
        primary key (pool_id, shard)) ${keyed}`,

      `create table groups (
        pool_id ${text} not null, name ${text} not null, description ${text}, role_arn ${text}, precedence ${integer},
        created_at ${integer} not null, modified_at ${integer} not null, primary key (pool_id, name)) ${keyed}`,
      `create table group_members (
        pool_id ${text} not null, group_name ${text} not null, sub ${text} not null, added_at ${integer} not null,
        primary key (pool_id, group_name, sub),
        foreign key (pool_id, group_name) references groups (pool_id, name) on delete cascade,
        foreign key (pool_id, sub) references users (pool_id, sub) on delete cascade) ${keyed}`,
      `create index group_members_by_user on group_members (pool_id, sub, group_name)`,

      `create table codes (
        pool_id ${text} not null, sub ${text} not null, purpose ${text} not null, hash ${text} not null,
        attribute ${text} not null, value ${text} not null, created_at ${integer} not null,
        expires_at ${integer} not null, primary key (pool_id, sub, purpose)) ${keyed}`,
      `create index codes_by_expiry on codes (expires_at)`,
      `create table sessions (
        pool_id ${text} not null, id ${text} not null, sub ${text} not null, client_id ${text} not null,
        scope ${text} not null, authenticated_at ${integer} not null, created_at ${integer} not null,
        expires_at ${integer} not null, secret_hash ${text} not null, generation ${integer} not null,
        rotated_at ${integer}, device_key ${text}, primary key (pool_id, id)) ${keyed}`,
      `create index sessions_by_user on sessions (pool_id, sub)`,
      `create index sessions_by_expiry on sessions (expires_at)`,
      `create table used_once (id ${text} primary key, expires_at ${integer} not null) ${keyed}`,
      `create index used_once_by_expiry on used_once (expires_at)`,
      `create table attempts (
        pool_id ${text} not null, subject ${text} not null, action ${text} not null, window_start ${integer} not null,
        count ${integer} not null, expires_at ${integer} not null,
        primary key (pool_id, subject, action, window_start)) ${keyed}`,
      `create index attempts_by_expiry on attempts (expires_at)`,
      `create table lockouts (
        pool_id ${text} not null, subject ${text} not null, failures ${integer} not null,
        last_failed_at ${integer} not null, primary key (pool_id, subject)) ${keyed}`,
      `create index lockouts_by_time on lockouts (last_failed_at)`,

      `create table messages (
        id ${text} primary key, pool_id ${text} not null, username ${text} not null, channel ${text} not null,
        recipient ${text} not null, recipient_key ${text} not null, trigger_name ${text} not null, content ${text} not null, sender ${text},
        reply_to ${text}, created_at ${integer} not null, state ${text} not null, attempts ${integer} not null,
        next_attempt_at ${integer}, sent_at ${integer}, last_error ${text}) ${heap}`,
      `create index messages_by_time on messages (created_at, id)`,
      `create index messages_by_recipient on messages (recipient_key, created_at, id)`,
      `create index messages_by_username on messages (username, created_at, id)`,
      `create index messages_due on messages (next_attempt_at) where state = 'queued'`,

      `create table import_jobs (
        pool_id ${text} not null, id ${text} not null, name ${text} not null, status ${text} not null,
        logs_role_arn ${text} not null, hashing_algorithm ${text}, created_at ${integer} not null,
        started_at ${integer}, completed_at ${integer}, imported ${integer} not null, skipped ${integer} not null,
        failed ${integer} not null, completion_message ${text}, log ${text} not null, upload_hash ${text} not null,
        rows_done ${integer} not null, primary key (pool_id, id)) ${heap}`,
      `create index import_jobs_by_time on import_jobs (pool_id, created_at, id)`,
      `create index import_jobs_unfinished on import_jobs (pool_id, id) where status in ('Pending', 'InProgress', 'Stopping')`,
      `create table import_files (
        pool_id ${text} not null, id ${text} not null, content ${bytes} not null, primary key (pool_id, id)) ${heap}`,

      `create table data_keys (
        id ${text} primary key, sealed ${text} not null, created_at ${integer} not null) ${heap}`,
      `create table access_keys (
        access_key_id ${text} primary key, secret ${text} not null, principal ${text} not null,
        active ${integer} not null, created_at ${integer} not null) ${heap}`,
      `create table signing_keys (
        pool_id ${text} not null, kid ${text} not null, purpose ${text} not null, private_key ${text} not null,
        created_at ${integer} not null, retires_at ${integer}, primary key (pool_id, kid)) ${heap}`,
    ];
  },
};
