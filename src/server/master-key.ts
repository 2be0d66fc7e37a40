import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MasterKeys } from '#adapters/keys/data-keys.ts';
import type { Config } from '#config/config.ts';
import { writePrivateOnce } from '#config/write-private.ts';

/** Where the master key is kept when the configuration brings none. */
const masterKeyPath = (data: string): string => join(data, 'master.key');

/** The master keys, and how to take back the one that was made just now, if one was. */
export interface FoundMasterKeys extends MasterKeys {
  readonly unmake?: (() => Promise<void>) | undefined;
}

/**
 * The master key of the configuration or of the data folder, where the first start makes one (0600).
 * @param isInUse whether secrets are sealed already, so that a new key could open none of them
 * @throws Error when the file does not hold 32 bytes in base64, or is missing though a key is in use
 */
export async function masterKeys(config: Config, isInUse: boolean): Promise<FoundMasterKeys> {
  const present = await presentMasterKeys(config);
  if (present) return present;
  const { data, previousMasterKeys: previous } = config;
  const path = masterKeyPath(data);
  if (isInUse && previous.length === 0) throw new Error(missing(path));
  // Of servers that start together in a new folder, one makes the key. A second key would lock the first one's secrets.
  const made = randomBytes(32).toString('base64');
  if (!(await writePrivateOnce(path, `${made}\n`))) return masterKeys(config, isInUse);
  return { current: parsed(path, made), previous, unmake: () => rm(path) };
}

/** The same where it is there already; undefined where the first start would make one. */
export async function presentMasterKeys(config: Config): Promise<MasterKeys | undefined> {
  const { data, masterKey, previousMasterKeys: previous } = config;
  const current = masterKey ?? (await keyInFile(masterKeyPath(data)));
  return current && { current, previous };
}

async function keyInFile(path: string): Promise<KeyObject | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : parsed(path, text.trim());
}

const missing = (path: string): string =>
  `The master key is missing: there is no ${path}, and the database has secrets that are sealed under the key that was there. ` +
  'Restore the file from your backup, or set CENOTE_MASTER_KEY to that key: without it nothing in the database opens. To begin anew, take the database away too.';

function parsed(path: string, text: string): KeyObject {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== 32) {
    throw new Error(
      `${path} does not hold a master key (32 bytes in base64). Restore it from your backup: without it nothing in the database opens.`,
    );
  }
  return createSecretKey(bytes);
}
