import type { SamlProvider } from '#domain/iam/entities.ts';
import type { SamlProviderStore } from '#ports/iam.ts';
import type { Connection } from '../../database/connection.ts';
import type { IamSamlProviderRow } from '../../database/iam-schema.ts';
import { membersOf, statement } from '../../database/statement.ts';

const columns = ['name', 'arn', 'uuid', 'metadata', 'valid_until', 'created_at', 'tags'] as const;

const byName = statement((db, name: string) =>
  db.selectFrom('iam_saml_providers').select(columns).where('name', '=', name),
);
const insertProvider = statement((db, row: IamSamlProviderRow) =>
  db
    .insertInto('iam_saml_providers')
    .values(membersOf(row, columns))
    .onConflict((conflict) => conflict.doNothing()),
);
const replaceProvider = statement((db, row: IamSamlProviderRow) =>
  db
    .updateTable('iam_saml_providers')
    .set(membersOf(row, ['metadata', 'valid_until', 'tags']))
    .where('name', '=', membersOf(row, ['name']).name),
);
const deleteProvider = statement((db, name: string) => db.deleteFrom('iam_saml_providers').where('name', '=', name));
const all = statement((db) => db.selectFrom('iam_saml_providers').select(columns).orderBy('name'));

export const samlProviderStore = (connection: Connection): SamlProviderStore => ({
  async find(name) {
    const row = await connection.first(byName, name);
    return row && fromRow(row);
  },
  insert: async (provider) => (await connection.run(insertProvider, toRow(provider))) === 1,
  async replace(provider) {
    await connection.run(replaceProvider, toRow(provider));
  },
  delete: async (name) => (await connection.run(deleteProvider, name)) === 1,
  list: async () => (await connection.all(all)).map(fromRow),
});

const toRow = (provider: SamlProvider): IamSamlProviderRow => ({
  name: provider.name,
  arn: provider.arn,
  uuid: provider.uuid,
  metadata: provider.metadata,
  valid_until: provider.validUntil,
  created_at: provider.createdAt,
  tags: JSON.stringify(provider.tags),
});

const fromRow = (row: IamSamlProviderRow): SamlProvider => ({
  name: row.name,
  arn: row.arn,
  uuid: row.uuid,
  metadata: row.metadata,
  validUntil: row.valid_until,
  createdAt: row.created_at,
  tags: JSON.parse(row.tags),
});
