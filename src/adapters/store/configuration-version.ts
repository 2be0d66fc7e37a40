import type { Connection } from '../database/connection.ts';
import { statement } from '../database/statement.ts';

const increment = statement((db) =>
  db
    .insertInto('versions')
    .values({ name: 'configuration', version: 1 })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet((current) => ({ version: current('versions.version', '+', 1) })),
    ),
);
const select = statement((db) => db.selectFrom('versions').select('version').where('name', '=', 'configuration'));

/** Tells every process that something it may hold in memory has changed. Part of the transaction that changes it. */
export const configurationChanged = (connection: Connection): Promise<number> => connection.run(increment);

export const configurationVersion = async (connection: Connection): Promise<number> =>
  (await connection.first(select))?.version ?? 0;
