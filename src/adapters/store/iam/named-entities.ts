import { readIamArn } from '#domain/iam/arns.ts';
import type { IamStores } from '#ports/iam.ts';
import type { Connection } from '../../database/connection.ts';
import { statement } from '../../database/statement.ts';
import { nameKey } from './entity-rows.ts';

const byId = statement((db, id: string) => db.selectFrom('iam_entities').select(['id', 'arn']).where('id', '=', id));
const byName = statement((db, kind: string, key: string) =>
  db.selectFrom('iam_entities').select(['id', 'arn']).where('kind', '=', kind).where('name_key', '=', key),
);

/** Finds what trust policies name. */
export function namedEntities(connection: Connection): Pick<IamStores, 'arnsOf' | 'idsOf'> {
  async function find(arnOrId: string) {
    const arn = readIamArn(arnOrId);
    if (!arn) return connection.first(byId, arnOrId);
    const row = await connection.first(byName, arn.resource, nameKey(arn.name));
    return row?.arn === arnOrId ? row : undefined;
  }

  async function each(names: readonly string[], member: 'id' | 'arn') {
    const found = new Map<string, string>();
    for (const name of names) {
      const entity = await find(name);
      if (entity) found.set(name, entity[member]);
    }
    return found;
  }

  return { arnsOf: (ids) => each(ids, 'arn'), idsOf: (arnsOrIds) => each(arnsOrIds, 'id') };
}
