import { sql } from 'kysely';
import type { IamEntityStore } from '#ports/iam.ts';
import type { Connection } from '../../database/connection.ts';
import type { IamEntityRow } from '../../database/iam-schema.ts';
import { membersOf, statement } from '../../database/statement.ts';
import { pageOf } from '../pages.ts';
import { type EntityCodec, entityColumns, nameKey } from './entity-rows.ts';

const byName = statement((db, kind: string, key: string) =>
  db.selectFrom('iam_entities').select(entityColumns).where('kind', '=', kind).where('name_key', '=', key),
);
const byId = statement((db, kind: string, id: string) =>
  db.selectFrom('iam_entities').select(entityColumns).where('id', '=', id).where('kind', '=', kind),
);
const insertEntity = statement((db, row: IamEntityRow) =>
  db
    .insertInto('iam_entities')
    .values(membersOf(row, entityColumns))
    .onConflict((conflict) => conflict.doNothing()),
);
// A use is noted apart, so that a change of something else cannot undo it.
const replaceEntity = statement((db, row: IamEntityRow) =>
  db
    .updateTable('iam_entities')
    .set(membersOf(row, ['name', 'name_key', 'path', 'arn', 'boundary_arn', 'tags', 'details']))
    .where('id', '=', membersOf(row, ['id']).id),
);
const deleteEntity = statement((db, id: string) => db.deleteFrom('iam_entities').where('id', '=', id));
const pageOfKind = statement((db, kind: string, after: string, pathFrom: string, pathTo: string, limit: number) =>
  db
    .selectFrom('iam_entities')
    .select(entityColumns)
    .where('kind', '=', kind)
    .where('name_key', '>', after)
    .where('path', '>=', pathFrom)
    .where('path', '<', pathTo)
    .orderBy('name_key')
    .limit(limit),
);
const countKind = statement((db, kind: string) =>
  db
    .selectFrom('iam_entities')
    .select(sql<number>`count(*)`.as('total'))
    .where('kind', '=', kind),
);

/** Paths that begin with the prefix lie between it and this. Paths are ASCII. */
export const prefixEnd = (prefix: string): string => `${prefix}\u007f`;

export function entityStore<Entity>(
  connection: Connection,
  { kind, toRow, fromRow }: EntityCodec<Entity>,
): IamEntityStore<Entity> {
  const found = (row: IamEntityRow | undefined) => row && fromRow(row);
  return {
    find: async (name) => found(await connection.first(byName, kind, nameKey(name))),
    findById: async (id) => found(await connection.first(byId, kind, id)),
    insert: async (entity) => (await connection.run(insertEntity, toRow(entity))) === 1,
    async replace(entity) {
      await connection.run(replaceEntity, toRow(entity));
    },
    async delete(id) {
      await connection.run(deleteEntity, id);
    },
    async list({ pathPrefix = '/', after = '', limit }) {
      const end = prefixEnd(pathPrefix);
      const rows = await connection.all(pageOfKind, kind, nameKey(after), pathPrefix, end, limit + 1);
      return pageOf(rows, limit, fromRow, (row) => row.name_key);
    },
    count: async () => (await connection.first(countKind, kind))?.total ?? 0,
  };
}
