import type { PolicyVersion } from '#domain/iam/entities.ts';
import type { ManagedPolicyStore } from '#ports/iam.ts';
import type { Connection } from '../../database/connection.ts';
import type { IamPolicyVersionRow } from '../../database/iam-schema.ts';
import { membersOf, statement } from '../../database/statement.ts';

const columns = ['policy_id', 'version', 'document', 'created_at'] as const;

const insertVersion = statement((db, row: IamPolicyVersionRow) =>
  db.insertInto('iam_policy_versions').values(membersOf(row, columns)),
);
const byNumber = statement((db, policyId: string, version: number) =>
  db.selectFrom('iam_policy_versions').select(columns).where('policy_id', '=', policyId).where('version', '=', version),
);
const deleteVersion = statement((db, policyId: string, version: number) =>
  db.deleteFrom('iam_policy_versions').where('policy_id', '=', policyId).where('version', '=', version),
);
const ofPolicy = statement((db, policyId: string) =>
  db.selectFrom('iam_policy_versions').select(columns).where('policy_id', '=', policyId).orderBy('version', 'desc'),
);

type VersionStore = Pick<ManagedPolicyStore, 'addVersion' | 'version' | 'deleteVersion' | 'versions'>;

export const policyVersions = (connection: Connection): VersionStore => ({
  async addVersion(policyId, { version, document, createdAt }) {
    await connection.run(insertVersion, { policy_id: policyId, version, document, created_at: createdAt });
  },
  async version(policyId, version) {
    const row = await connection.first(byNumber, policyId, version);
    return row && fromRow(row);
  },
  async deleteVersion(policyId, version) {
    await connection.run(deleteVersion, policyId, version);
  },
  versions: async (policyId) => (await connection.all(ofPolicy, policyId)).map(fromRow),
});

const fromRow = (row: IamPolicyVersionRow): PolicyVersion => ({
  version: row.version,
  document: row.document,
  createdAt: row.created_at,
});
