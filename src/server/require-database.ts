import { stat } from 'node:fs/promises';
import type { Config } from '#config/config.ts';
import { databaseFile } from './open-store.ts';

/** There is nothing yet that could be asked or changed. */
export class NoDatabase extends Error {
  override name = 'NoDatabase';
}

/**
 * For what works on the database of a server that has run: opening it would make one, and a folder that is misspelt would
 * become a new server's.
 * @throws NoDatabase where the first start is still to come
 */
export async function requireDatabase({ databaseUrl, data }: Config): Promise<void> {
  const file = databaseFile(data);
  const isThere = databaseUrl !== undefined || (await stat(file).catch(() => undefined)) !== undefined;
  if (!isThere) throw new NoDatabase(`There is no database at ${file} yet: the first start makes it.`);
}
