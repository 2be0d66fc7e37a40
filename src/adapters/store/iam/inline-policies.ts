import type { InlinePolicyStore } from '#ports/iam.ts';
import type { Connection } from '../../database/connection.ts';
import { statement } from '../../database/statement.ts';

const byName = statement((db, ownerId: string, name: string) =>
  db
    .selectFrom('iam_inline_policies')
    .select(['name', 'document'])
    .where('owner_id', '=', ownerId)
    .where('name', '=', name),
);
const putPolicy = statement((db, ownerId: string, name: string, document: string) =>
  db
    .insertInto('iam_inline_policies')
    .values({ owner_id: ownerId, name, document })
    .onConflict((conflict) => conflict.columns(['owner_id', 'name']).doUpdateSet({ document })),
);
const deletePolicy = statement((db, ownerId: string, name: string) =>
  db.deleteFrom('iam_inline_policies').where('owner_id', '=', ownerId).where('name', '=', name),
);
const ofOwner = statement((db, ownerId: string) =>
  db.selectFrom('iam_inline_policies').select(['name', 'document']).where('owner_id', '=', ownerId).orderBy('name'),
);

export const inlinePolicyStore = (connection: Connection): InlinePolicyStore => ({
  find: (ownerId, name) => connection.first(byName, ownerId, name),
  async put(ownerId, { name, document }) {
    await connection.run(putPolicy, ownerId, name, document);
  },
  delete: async (ownerId, name) => (await connection.run(deletePolicy, ownerId, name)) === 1,
  listOf: (ownerId) => connection.all(ofOwner, ownerId),
});
