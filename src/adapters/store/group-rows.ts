import type { Group } from '#domain/users/group.ts';
import type { GroupRow } from '../database/schema.ts';

export const groupColumns = [
  'pool_id',
  'name',
  'description',
  'role_arn',
  'precedence',
  'created_at',
  'modified_at',
] as const;

export const toRow = (group: Group): GroupRow => ({
  pool_id: group.poolId,
  name: group.name,
  description: group.description ?? null,
  role_arn: group.roleArn ?? null,
  precedence: group.precedence ?? null,
  created_at: group.createdAt,
  modified_at: group.modifiedAt,
});

export const groupFrom = (row: GroupRow): Group => ({
  poolId: row.pool_id,
  name: row.name,
  description: row.description ?? undefined,
  roleArn: row.role_arn ?? undefined,
  precedence: row.precedence ?? undefined,
  createdAt: row.created_at,
  modifiedAt: row.modified_at,
});
