import { readRootCredentials, writeRootCredentials } from '#config/credentials-file.ts';
import { secretAccessKey } from '#crypto/access-key.ts';
import { uniqueId } from '#domain/credentials/identifiers.ts';
import type { StoredAccessKey } from '#ports/access-keys.ts';
import type { Store } from '#ports/stores.ts';
import type { Clock, Random } from '#ports/world.ts';

/**
 * The account's root access key: made at the first start, and written to the data folder of every server that finds it
 * missing there, so that `cenote env` works beside any of them.
 */
export async function ensureRootKey(
  store: Store,
  { clock, random, accountId, data }: { clock: Clock; random: Random; accountId: string; data: string },
): Promise<{ key: StoredAccessKey; isNew: boolean }> {
  const made = newRootKey(accountId, clock, random);
  // Of servers that start together on a new database, one makes the key.
  const isNew = await store.write(async ({ once, accessKeys }) => {
    const first = await once.use('root access key', Number.MAX_SAFE_INTEGER);
    if (first) await accessKeys.insert(made);
    return first;
  });
  const key = (await store.accessKeys.list()).find(({ principal }) => principal.kind === 'root');
  if (!key) throw new Error('The database has no root access key, though one was made. Restore it from your backup.');
  const written = await readRootCredentials(data);
  if (written?.accessKeyId !== key.accessKeyId) {
    await writeRootCredentials(data, { accessKeyId: key.accessKeyId, secretAccessKey: key.secret });
  }
  return { key, isNew };
}

function newRootKey(accountId: string, clock: Clock, random: Random): StoredAccessKey {
  const id = uniqueId('AKIA', accountId, random.bytes(16));
  return {
    accessKeyId: id,
    secret: secretAccessKey(random.bytes(30)),
    principal: { kind: 'root', arn: `arn:aws:iam::${accountId}:root`, accountId, accessKeyId: id },
    active: true,
    createdAt: clock.now(),
  };
}
