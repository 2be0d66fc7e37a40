import { sql } from 'kysely';
import type { ManagedPolicy } from '#domain/iam/entities.ts';
import type { ManagedPolicyStore } from '#ports/iam.ts';
import type { Connection } from '../../database/connection.ts';
import type { IamPolicyRow } from '../../database/iam-schema.ts';
import { membersOf, statement } from '../../database/statement.ts';
import { pageOf } from '../pages.ts';
import { prefixEnd } from './entities.ts';
import { nameKey } from './entity-rows.ts';
import { policyVersions } from './policy-versions.ts';

const columns = [
  'id',
  'name',
  'name_key',
  'path',
  'arn',
  'description',
  'created_at',
  'modified_at',
  'default_version',
  'latest_version',
  'tags',
] as const;

const byArn = statement((db, arn: string) => db.selectFrom('iam_policies').select(columns).where('arn', '=', arn));
const insertPolicy = statement((db, row: IamPolicyRow) =>
  db
    .insertInto('iam_policies')
    .values(membersOf(row, columns))
    .onConflict((conflict) => conflict.doNothing()),
);
const replacePolicy = statement((db, row: IamPolicyRow) =>
  db
    .updateTable('iam_policies')
    .set(membersOf(row, ['modified_at', 'default_version', 'latest_version', 'tags']))
    .where('id', '=', membersOf(row, ['id']).id),
);
const deletePolicy = statement((db, id: string) => db.deleteFrom('iam_policies').where('id', '=', id));
const page = statement((db, after: string, pathFrom: string, pathTo: string, limit: number) =>
  db
    .selectFrom('iam_policies')
    .select(columns)
    .where('name_key', '>', after)
    .where('path', '>=', pathFrom)
    .where('path', '<', pathTo)
    .orderBy('name_key')
    .limit(limit),
);
const countPolicies = statement((db) => db.selectFrom('iam_policies').select(sql<number>`count(*)`.as('total')));

export const managedPolicyStore = (connection: Connection): ManagedPolicyStore => ({
  ...policyVersions(connection),
  async find(arn) {
    const row = await connection.first(byArn, arn);
    return row && fromRow(row);
  },
  insert: async (policy) => (await connection.run(insertPolicy, toRow(policy))) === 1,
  async replace(policy) {
    await connection.run(replacePolicy, toRow(policy));
  },
  async delete(id) {
    await connection.run(deletePolicy, id);
  },
  async list({ pathPrefix = '/', after = '', limit }) {
    const rows = await connection.all(page, nameKey(after), pathPrefix, prefixEnd(pathPrefix), limit + 1);
    return pageOf(rows, limit, fromRow, (row) => row.name_key);
  },
  count: async () => (await connection.first(countPolicies))?.total ?? 0,
});

const toRow = (policy: ManagedPolicy): IamPolicyRow => ({
  id: policy.id,
  name: policy.name,
  name_key: nameKey(policy.name),
  path: policy.path,
  arn: policy.arn,
  description: policy.description ?? null,
  created_at: policy.createdAt,
  modified_at: policy.modifiedAt,
  default_version: policy.defaultVersion,
  latest_version: policy.latestVersion,
  tags: JSON.stringify(policy.tags),
});

const fromRow = (row: IamPolicyRow): ManagedPolicy => ({
  id: row.id,
  name: row.name,
  path: row.path,
  arn: row.arn,
  description: row.description ?? undefined,
  createdAt: row.created_at,
  modifiedAt: row.modified_at,
  defaultVersion: row.default_version,
  latestVersion: row.latest_version,
  tags: JSON.parse(row.tags),
});
