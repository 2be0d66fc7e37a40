import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { sha256Hex } from '#crypto/digests.ts';
import { deriveKey, seal, sealedUnder, unseal, type SealingKey } from '#crypto/seal.ts';
import type { Connection, Database } from '../database/connection.ts';
import { statement } from '../database/statement.ts';
import type { DataKeys } from './secrets.ts';

/** The key that seals the data keys, and earlier ones that still open them. */
export interface MasterKeys {
  readonly current: KeyObject;
  readonly previous: readonly KeyObject[];
}

const context = 'data-key';
const pepper = 'pepper';

const allKeys = statement((db) => db.selectFrom('data_keys').selectAll().orderBy('created_at').orderBy('id'));
const insertKey = statement((db, id: string, sealed: string, createdAt: number) =>
  db
    .insertInto('data_keys')
    .values({ id, sealed, created_at: createdAt })
    .onConflict((conflict) => conflict.column('id').doNothing()),
);
const resealKey = statement((db, id: string, sealed: string) =>
  db.updateTable('data_keys').set({ sealed }).where('id', '=', id),
);

/** A master key's name is a fingerprint of it, so the key that a value needs can be named when it is missing. */
const sealingKey = (master: KeyObject): SealingKey => ({
  id: `master-${sha256Hex(deriveKey(master, 'name').export()).slice(0, 16)}`,
  key: deriveKey(master, 'data keys'),
});

const contextOf = (id: string): string => `${context}/${id}`;

async function addKey(database: Connection, master: SealingKey, id: string, now: number): Promise<void> {
  await database.run(insertKey, id, seal(master, randomBytes(32), contextOf(id)), now);
}

/** The keys in the database are sealed under a master key that was not given. */
export class WrongMasterKey extends Error {
  override name = 'WrongMasterKey';
}

/**
 * The keys in the database, opened. The first start makes them; several servers starting at once agree on them.
 * @throws WrongMasterKey when no given master key opens them
 */
export async function loadDataKeys(database: Database, masters: MasterKeys, now: number): Promise<DataKeys> {
  const present = await presentDataKeys(database, masters);
  if (present) return present;
  const current = sealingKey(masters.current);
  // Together or not at all: a server that is killed in between would leave a database that nobody can use.
  await database.atomic(async (connection) => {
    await addKey(connection, current, 'data-1', now);
    await addKey(connection, current, pepper, now);
  });
  return loadDataKeys(database, masters, now);
}

/** Whether the database has keys, and so secrets that want the master key it was made with. */
export const hasDataKeys = async (database: Connection): Promise<boolean> => (await database.all(allKeys)).length > 0;

/**
 * The keys that the database has, opened; undefined before the first start has made them.
 * @throws WrongMasterKey when no given master key opens them
 */
export async function presentDataKeys(database: Connection, masters: MasterKeys): Promise<DataKeys | undefined> {
  const current = sealingKey(masters.current);
  const known = new Map([current, ...masters.previous.map(sealingKey)].map(({ id, key }) => [id, key]));
  const rows = await database.all(allKeys);
  if (rows.length === 0) return undefined;
  const opened = new Map<string, KeyObject>();
  for (const { id, sealed } of rows) {
    const bytes = unseal((key) => known.get(key), sealed, contextOf(id));
    if (!bytes) {
      throw new WrongMasterKey(
        `The master key does not fit this database: its keys are sealed under ${sealedUnder(sealed) ?? 'an unknown key'}, and ${current.id} was given. ` +
          'Set CENOTE_MASTER_KEY (or restore data/master.key) to the key the database was made with, or add that key to CENOTE_PREVIOUS_MASTER_KEYS.',
      );
    }
    opened.set(id, createSecretKey(bytes));
  }
  const newest = rows.findLast(({ id }) => id !== pepper);
  return {
    current: { id: newest!.id, key: opened.get(newest!.id)! },
    all: opened,
    pepper: opened.get(pepper)!,
  };
}

/**
 * Seals every data key under the present master key and adds a new one, with which values are sealed from now on.
 * @returns the ids of the keys that were sealed anew
 */
export async function rotateMasterKey(
  database: Database,
  masters: MasterKeys,
  now: number,
): Promise<readonly string[]> {
  const { all } = await loadDataKeys(database, masters, now);
  const current = sealingKey(masters.current);
  return database.atomic(async (connection) => {
    const outdated = (await connection.all(allKeys)).filter(({ sealed }) => sealedUnder(sealed) !== current.id);
    if (outdated.length === 0) return [];
    for (const { id } of outdated) {
      await connection.run(resealKey, id, seal(current, all.get(id)!.export(), contextOf(id)));
    }
    await addKey(connection, current, `data-${all.size}`, now);
    return outdated.map(({ id }) => id);
  });
}
