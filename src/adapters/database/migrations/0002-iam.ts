import type { Migration } from './migration.ts';
import { columnTypes } from './types.ts';

/**
 * IAM: users, groups and roles in one table, since policies, boundaries and attachments are the same for all of them.
 * What is found by name is found by its folded name; what belongs to an entity, by the entity's id.
 */
export const iam: Migration = {
  name: '0002-iam',
  statements(engine) {
    const { text, integer, heap, keyed } = columnTypes[engine];
    const ofEntity = `${text} not null references iam_entities (id) on delete cascade`;
    return [
      `create table iam_entities (
        id ${text} primary key, kind ${text} not null, name ${text} not null, name_key ${text} not null,
        path ${text} not null, arn ${text} not null, created_at ${integer} not null, boundary_arn ${text},
        tags ${text} not null, details ${text} not null, last_used_at ${integer}, last_used_region ${text}) ${heap}`,
      `create unique index iam_entities_by_name on iam_entities (kind, name_key)`,
      `create index iam_entities_by_boundary on iam_entities (boundary_arn) where boundary_arn is not null`,
      `create table iam_group_members (
        group_id ${ofEntity}, user_id ${ofEntity}, primary key (group_id, user_id)) ${keyed}`,
      `create index iam_group_members_by_user on iam_group_members (user_id, group_id)`,
      `create table iam_inline_policies (
        owner_id ${ofEntity}, name ${text} not null, document ${text} not null, primary key (owner_id, name)) ${heap}`,
      `create table iam_attachments (
        owner_id ${ofEntity}, policy_arn ${text} not null, primary key (owner_id, policy_arn)) ${keyed}`,
      `create index iam_attachments_by_policy on iam_attachments (policy_arn, owner_id)`,

      `create table iam_policies (
        id ${text} primary key, name ${text} not null, name_key ${text} not null, path ${text} not null,
        arn ${text} not null, description ${text}, created_at ${integer} not null, modified_at ${integer} not null,
        default_version ${integer} not null, latest_version ${integer} not null, tags ${text} not null) ${heap}`,
      `create unique index iam_policies_by_name on iam_policies (name_key)`,
      `create unique index iam_policies_by_arn on iam_policies (arn)`,
      `create table iam_policy_versions (
        policy_id ${text} not null references iam_policies (id) on delete cascade, version ${integer} not null,
        document ${text} not null, created_at ${integer} not null, primary key (policy_id, version)) ${heap}`,

      `create table iam_oidc_providers (
        url ${text} primary key, arn ${text} not null, client_ids ${text} not null, thumbprints ${text} not null,
        created_at ${integer} not null, tags ${text} not null) ${heap}`,
      `create table iam_saml_providers (
        name ${text} primary key, arn ${text} not null, uuid ${text} not null, metadata ${text} not null,
        valid_until ${integer} not null, created_at ${integer} not null, tags ${text} not null) ${heap}`,

      `alter table access_keys add column user_id ${text}`,
      `alter table access_keys add column last_used_at ${integer}`,
      `alter table access_keys add column last_used_service ${text}`,
      `alter table access_keys add column last_used_region ${text}`,
      `create index access_keys_by_user on access_keys (user_id, created_at, access_key_id)`,
    ];
  },
};
