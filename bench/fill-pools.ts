import { randomUUID } from 'node:crypto';
import { openDatabase } from '#adapters/database/open.ts';
import { loadDataKeys } from '#adapters/keys/data-keys.ts';
import { dataKeySecrets } from '#adapters/keys/secrets.ts';
import { argon2idPasswords } from '#adapters/passwords/argon2id.ts';
import { openStore } from '#adapters/store/store.ts';
import { loadConfig } from '#config/config.ts';
import { newUser } from '#domain/users/new-user.ts';
import type { PasswordCredential } from '#domain/users/user.ts';
import type { Store } from '#ports/stores.ts';
import { masterKeys } from '#server/master-key.ts';
import { databaseFile } from '#server/open-store.ts';
import { emailOf, usernameOf, usualPassword, type FilledPool } from './site.ts';
import { usualVerifier } from './srp-client.ts';

/** Users to a transaction. It has to be done within the store's limit for one. */
const portion = 5_000;

/**
 * Fills pools with confirmed users, each with name, address, password hash and sealed verifier, by the store that the
 * server uses. Without flushing to the disk: a run that is interrupted is begun anew. No server may be running.
 */
export async function fillPools(
  data: string,
  pools: readonly FilledPool[],
  progress: (done: number, of: number) => void,
): Promise<void> {
  const config = loadConfig({ flags: { data } });
  const { databaseUrl: url } = config;
  const database = await openDatabase(url ? { url } : { file: databaseFile(config.data), synchronous: 'off' });
  const secrets = dataKeySecrets(await loadDataKeys(database, await masterKeys(config), Date.now()));
  const store = openStore(database, secrets);
  const { hash } = await argon2idPasswords();
  const password = { hash: await hash(usualPassword), srp: { salt: '5a', verifier: usualVerifier }, setAt: Date.now() };

  const total = pools.reduce((sum, { users }) => sum + users, 0);
  let done = 0;
  for (const { poolId, users } of pools) {
    for (let from = 0; from < users; from += portion) {
      const to = Math.min(from + portion, users);
      await addUsers(store, poolId, password, from, to);
      done += to - from;
      progress(done, total);
    }
  }
  await store.close();
}

const addUsers = (store: Store, poolId: string, password: PasswordCredential, from: number, to: number) =>
  store.write(async (stores) => {
    for (let index = from; index < to; index++) {
      const username = usernameOf(index);
      const user = newUser({
        poolId,
        sub: randomUUID(),
        username,
        status: 'CONFIRMED',
        attributes: { email: emailOf(index), email_verified: 'true', given_name: 'Ada', family_name: `No ${index}` },
        now: Date.now(),
      });
      await stores.users.insert({ ...user, password }, username, []);
    }
  });
