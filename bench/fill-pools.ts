import { randomUUID } from 'node:crypto';
import { openDatabase } from '#adapters/database/open.ts';
import { loadDataKeys } from '#adapters/keys/data-keys.ts';
import { dataKeySecrets } from '#adapters/keys/secrets.ts';
import { argon2idPasswords } from '#adapters/passwords/argon2id.ts';
import { openStore } from '#adapters/store/store.ts';
import { loadConfig } from '#config/config.ts';
import { newUser } from '#domain/users/new-user.ts';
import type { PasswordCredential, User } from '#domain/users/user.ts';
import type { Store } from '#ports/stores.ts';
import { masterKeys } from '#server/master-key.ts';
import { databaseFile } from '#server/open-store.ts';
import { fillSqlite } from './fill-sqlite.ts';
import { emailOf, usernameOf, usualPassword, type FilledPool } from './site.ts';
import { usualVerifier } from './srp-client.ts';

/** Users to a transaction of the store. It has to be done within the store's limit for one. */
const portion = 2_000;

/**
 * Fills pools with confirmed users, each with name, address, password hash and sealed verifier. A SQLite file is written
 * in bulk, without flushing to the disk; PostgreSQL through the store, which takes some minutes for a million. No server
 * may be running.
 */
export async function fillPools(
  data: string,
  pools: readonly FilledPool[],
  progress: (done: number, of: number) => void,
): Promise<void> {
  const config = loadConfig({ flags: { data } });
  const { databaseUrl: url } = config;
  const database = await openDatabase(url ? { url } : { file: databaseFile(config.data) });
  const secrets = dataKeySecrets(await loadDataKeys(database, await masterKeys(config, false), Date.now()));
  const { hash } = await argon2idPasswords();
  const password = { hash: await hash(usualPassword), srp: { salt: '5a', verifier: usualVerifier }, setAt: Date.now() };
  const users = everyUser(pools, password, progress);
  if (!url) {
    await database.close();
    fillSqlite(databaseFile(config.data), secrets, users);
    return;
  }
  const store = openStore(database, secrets);
  for (let part = nextOf(users); part.length > 0; part = nextOf(users)) await addAll(store, part);
  await store.close();
}

const addAll = (store: Store, users: readonly User[]): Promise<void> =>
  store.write(async (stores) => {
    for (const user of users) await stores.users.insert(user, user.username, []);
  });

function nextOf(users: Iterator<User>): User[] {
  const next: User[] = [];
  while (next.length < portion) {
    const { value, done } = users.next();
    if (done) break;
    next.push(value);
  }
  return next;
}

/** All users of all pools, one by one. */
function* everyUser(
  pools: readonly FilledPool[],
  password: PasswordCredential,
  progress: (done: number, of: number) => void,
): Generator<User, undefined> {
  const total = pools.reduce((sum, { users }) => sum + users, 0);
  let done = 0;
  for (const { poolId, users } of pools) {
    for (let index = 0; index < users; index++) {
      yield { ...filledUser(poolId, index), password };
      if (++done % 10_000 === 0) progress(done, total);
    }
  }
}

const filledUser = (poolId: string, index: number): User =>
  newUser({
    poolId,
    sub: randomUUID(),
    username: usernameOf(index),
    status: 'CONFIRMED',
    attributes: { email: emailOf(index), email_verified: 'true', given_name: 'Ada', family_name: `No ${index}` },
    now: Date.now(),
  });
