import type { RoleStore } from '#ports/iam.ts';
import type { Connection } from '../../database/connection.ts';
import { statement } from '../../database/statement.ts';
import { entityStore } from './entities.ts';
import { roleCodec } from './entity-rows.ts';

const noteUse = statement((db, id: string, at: number, region: string) =>
  db.updateTable('iam_entities').set({ last_used_at: at, last_used_region: region }).where('id', '=', id),
);

export const roleStore = (connection: Connection): RoleStore => ({
  ...entityStore(connection, roleCodec),
  async markUsed(id, at, region) {
    await connection.run(noteUse, id, at, region);
  },
});
