import type { OnceStore } from '#ports/stores.ts';
import type { Connection } from '../database/connection.ts';
import { statement } from '../database/statement.ts';

const mark = statement((db, id: string, expiresAt: number) =>
  db
    .insertInto('used_once')
    .values({ id, expires_at: expiresAt })
    .onConflict((conflict) => conflict.doNothing()),
);
const find = statement((db, id: string) => db.selectFrom('used_once').select('id').where('id', '=', id));

export const onceStore = (connection: Connection): OnceStore => ({
  use: async (id, expiresAt) => (await connection.run(mark, id, expiresAt)) === 1,
  isUsed: async (id) => (await connection.first(find, id)) !== undefined,
});
