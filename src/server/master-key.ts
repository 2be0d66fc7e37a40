import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MasterKeys } from '#adapters/keys/data-keys.ts';
import type { Config } from '#config/config.ts';
import { writePrivateOnce } from '#config/write-private.ts';

/** Where the master key is kept when the configuration brings none. */
const masterKeyPath = (data: string): string => join(data, 'master.key');

/**
 * The master key of the configuration or of the data folder, where the first start makes one (0600).
 * @throws Error when the file does not hold 32 bytes in base64
 */
export async function masterKeys({ data, masterKey, previousMasterKeys }: Config): Promise<MasterKeys> {
  return { current: masterKey ?? (await keyInFolder(masterKeyPath(data))), previous: previousMasterKeys };
}

/** The master key of the configuration or of the data folder; undefined where the first start would make one. */
export async function presentMasterKeys({
  data,
  masterKey,
  previousMasterKeys,
}: Config): Promise<MasterKeys | undefined> {
  const current = masterKey ?? (await presentKey(masterKeyPath(data)));
  return current && { current, previous: previousMasterKeys };
}

async function presentKey(path: string): Promise<KeyObject | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : parsed(path, text.trim());
}

async function keyInFolder(path: string): Promise<KeyObject> {
  const present = await presentKey(path);
  if (present) return present;
  // Of servers that start together in a new folder, one makes the key. A second key would lock the first one's secrets.
  const made = randomBytes(32).toString('base64');
  return (await writePrivateOnce(path, `${made}\n`)) ? parsed(path, made) : keyInFolder(path);
}

function parsed(path: string, text: string): KeyObject {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== 32) {
    throw new Error(
      `${path} does not hold a master key (32 bytes in base64). Restore it from your backup: without it nothing in the database opens.`,
    );
  }
  return createSecretKey(bytes);
}
