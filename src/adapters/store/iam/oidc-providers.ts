import type { OidcProvider } from '#domain/iam/entities.ts';
import type { OidcProviderStore } from '#ports/iam.ts';
import type { Connection } from '../../database/connection.ts';
import type { IamOidcProviderRow } from '../../database/iam-schema.ts';
import { membersOf, statement } from '../../database/statement.ts';

const columns = ['url', 'arn', 'client_ids', 'thumbprints', 'created_at', 'tags'] as const;

const byUrl = statement((db, url: string) =>
  db.selectFrom('iam_oidc_providers').select(columns).where('url', '=', url),
);
const insertProvider = statement((db, row: IamOidcProviderRow) =>
  db
    .insertInto('iam_oidc_providers')
    .values(membersOf(row, columns))
    .onConflict((conflict) => conflict.doNothing()),
);
const replaceProvider = statement((db, row: IamOidcProviderRow) =>
  db
    .updateTable('iam_oidc_providers')
    .set(membersOf(row, ['client_ids', 'thumbprints', 'tags']))
    .where('url', '=', membersOf(row, ['url']).url),
);
const deleteProvider = statement((db, url: string) => db.deleteFrom('iam_oidc_providers').where('url', '=', url));
const all = statement((db) => db.selectFrom('iam_oidc_providers').select(columns).orderBy('url'));

export const oidcProviderStore = (connection: Connection): OidcProviderStore => ({
  async find(url) {
    const row = await connection.first(byUrl, url);
    return row && fromRow(row);
  },
  insert: async (provider) => (await connection.run(insertProvider, toRow(provider))) === 1,
  async replace(provider) {
    await connection.run(replaceProvider, toRow(provider));
  },
  delete: async (url) => (await connection.run(deleteProvider, url)) === 1,
  list: async () => (await connection.all(all)).map(fromRow),
});

const toRow = (provider: OidcProvider): IamOidcProviderRow => ({
  url: provider.url,
  arn: provider.arn,
  client_ids: JSON.stringify(provider.clientIds),
  thumbprints: JSON.stringify(provider.thumbprints),
  created_at: provider.createdAt,
  tags: JSON.stringify(provider.tags),
});

const fromRow = (row: IamOidcProviderRow): OidcProvider => ({
  url: row.url,
  arn: row.arn,
  clientIds: JSON.parse(row.client_ids),
  thumbprints: JSON.parse(row.thumbprints),
  createdAt: row.created_at,
  tags: JSON.parse(row.tags),
});
