import { createHash } from 'node:crypto';
import { Failure } from '#domain/failures.ts';
import type { Alias } from '#domain/users/alias.ts';
import type { Connection } from '../database/connection.ts';
import type { AliasRow } from '../database/schema.ts';
import { membersOf, statement } from '../database/statement.ts';

const insert = statement((db, row: AliasRow) =>
  db
    .insertInto('aliases')
    .values(membersOf(row, ['pool_id', 'value', 'kind', 'sub']))
    .onConflict((conflict) => conflict.doNothing()),
);
const ofUser = statement((db, poolId: string, sub: string) =>
  db.selectFrom('aliases').select(['kind', 'value']).where('pool_id', '=', poolId).where('sub', '=', sub),
);
const removeOne = statement((db, poolId: string, value: string, kind: string) =>
  db
    .deleteFrom('aliases')
    .where('pool_id', '=', poolId)
    .where('value', '=', value)
    .where('kind', '=', kind)
    .returning('sub'),
);
const removeAll = statement((db, poolId: string, sub: string) =>
  db.deleteFrom('aliases').where('pool_id', '=', poolId).where('sub', '=', sub),
);

const longest = 256;

/** An index entry has a limit, so a long alias is kept as its hash. */
export const aliasKey = (value: string): string =>
  value.length <= longest ? value : `sha256:${createHash('sha256').update(value).digest('hex')}`;

/** @throws Failure `aliasExists` {attribute} when another user has one of them */
export async function addAliases(
  inside: Connection,
  poolId: string,
  sub: string,
  aliases: readonly Alias[],
): Promise<void> {
  for (const { kind, value } of aliases) {
    const added = await inside.run(insert, { pool_id: poolId, value: aliasKey(value), kind, sub });
    if (added === 0) throw new Failure('aliasExists', { attribute: kind });
  }
}

/** Adds and removes what differs. The user's row is locked, so nothing else changes them meanwhile. */
export async function replaceAliases(
  inside: Connection,
  poolId: string,
  sub: string,
  aliases: readonly Alias[],
): Promise<void> {
  const same = (alias: { kind: string; value: string }) => `${alias.kind} ${aliasKey(alias.value)}`;
  const before = await inside.all(ofUser, poolId, sub);
  const wanted = new Set(aliases.map(same));
  for (const alias of before)
    if (!wanted.has(same(alias))) await inside.run(removeOne, poolId, alias.value, alias.kind);
  const present = new Set(before.map(same));
  await addAliases(
    inside,
    poolId,
    sub,
    aliases.filter((alias) => !present.has(same(alias))),
  );
}

export const releaseAlias = async (connection: Connection, poolId: string, { kind, value }: Alias) =>
  (await connection.first(removeOne, poolId, aliasKey(value), kind))?.sub;

export const removeAliases = (inside: Connection, poolId: string, sub: string): Promise<number> =>
  inside.run(removeAll, poolId, sub);
