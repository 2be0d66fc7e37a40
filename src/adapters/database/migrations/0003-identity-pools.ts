import type { Migration } from './migration.ts';
import { columnTypes } from './types.ts';

/**
 * Identity pools, their identities, and what leads to an identity: the logins of providers and the user ids of
 * developers, each of which belongs to one identity of a pool.
 */
export const identityPools: Migration = {
  name: '0003-identity-pools',
  statements(engine) {
    const { text, integer, heap, keyed } = columnTypes[engine];
    const ofIdentity = `foreign key (pool_id, identity_id) references identities (pool_id, id) on delete cascade`;
    return [
      `create table identity_pools (
        id ${text} primary key, region ${text} not null, name ${text} not null, created_at ${integer} not null,
        modified_at ${integer} not null, settings ${text} not null, roles ${text} not null,
        principal_tags ${text} not null, tags ${text} not null) ${heap}`,
      `create index identity_pools_by_region on identity_pools (region, id)`,
      `create table identities (
        pool_id ${text} not null, id ${text} not null, state ${text} not null, merged_into ${text},
        created_at ${integer} not null, modified_at ${integer} not null, primary key (pool_id, id)) ${keyed}`,
      `create unique index identities_by_id on identities (id)`,
      `create table identity_logins (
        pool_id ${text} not null, provider ${text} not null, subject ${text} not null, identity_id ${text} not null,
        linked_at ${integer} not null, primary key (pool_id, provider, subject), ${ofIdentity}) ${keyed}`,
      `create unique index identity_logins_by_identity on identity_logins (pool_id, identity_id, provider)`,
      `create index identity_logins_by_subject on identity_logins (subject, provider, pool_id)`,
      `create table developer_ids (
        pool_id ${text} not null, user_key ${text} not null, user_id ${text} not null, identity_id ${text} not null,
        linked_at ${integer} not null, primary key (pool_id, user_key), ${ofIdentity}) ${keyed}`,
      `create unique index developer_ids_by_identity on developer_ids (pool_id, identity_id, user_key)`,
    ];
  },
};
