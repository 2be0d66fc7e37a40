import type { Secrets } from '#ports/secrets.ts';
import type { Store, Stores } from '#ports/stores.ts';
import type { Clock } from '#ports/world.ts';
import type { Connection, Database } from '../database/connection.ts';
import { accessKeyStore } from './access-keys.ts';
import { attemptStore } from './attempts.ts';
import { clientStore } from './clients.ts';
import { codeStore } from './codes.ts';
import { configurationVersion } from './configuration-version.ts';
import { groupStore } from './groups.ts';
import { iamStores } from './iam/iam.ts';
import { identityStore } from './identities.ts';
import { identityPoolStore } from './identity-pools.ts';
import { importJobStore } from './import-jobs.ts';
import { lockoutStore } from './lockouts.ts';
import { messageStore } from './messages.ts';
import { onceStore } from './once.ts';
import { poolStore } from './pools.ts';
import { sessionStore } from './sessions.ts';
import { signingKeyStore } from './signing-keys.ts';
import { sweep } from './sweep.ts';
import { userStore } from './users.ts';

const systemClock: Clock = { now: () => Date.now() };

/**
 * Everything that is kept, in one database.
 * @param clock decides what has expired where the caller does not say when it asks
 */
export function openStore(database: Database, secrets: Secrets, clock: Clock = systemClock): Store {
  const stores = storesOver(database, secrets, clock);
  return Object.assign(stores, {
    write: <T>(work: (inside: Stores) => Promise<T>) =>
      database.atomic((connection) => work(storesOver(connection, secrets, clock))),
    sweep: (now: number) => sweep(database, now),
    configurationVersion: () => configurationVersion(database),
    close: () => database.close(),
  });
}

/** A transaction uses two or three of them, so each is made when it is first asked for. */
function storesOver(connection: Connection, secrets: Secrets, clock: Clock): Stores {
  const made: { -readonly [Name in keyof Stores]?: Stores[Name] } = {};
  return {
    get pools() {
      return (made.pools ??= poolStore(connection));
    },
    get clients() {
      return (made.clients ??= clientStore(connection, secrets));
    },
    get users() {
      return (made.users ??= userStore(connection, secrets));
    },
    get groups() {
      return (made.groups ??= groupStore(connection, secrets));
    },
    get codes() {
      return (made.codes ??= codeStore(connection));
    },
    get sessions() {
      return (made.sessions ??= sessionStore(connection));
    },
    get once() {
      return (made.once ??= onceStore(connection));
    },
    get attempts() {
      return (made.attempts ??= attemptStore(connection));
    },
    get lockouts() {
      return (made.lockouts ??= lockoutStore(connection));
    },
    get messages() {
      return (made.messages ??= messageStore(connection, secrets));
    },
    get importJobs() {
      return (made.importJobs ??= importJobStore(connection));
    },
    get iam() {
      return (made.iam ??= iamStores(connection));
    },
    get accessKeys() {
      return (made.accessKeys ??= accessKeyStore(connection, secrets));
    },
    get identityPools() {
      return (made.identityPools ??= identityPoolStore(connection));
    },
    get identities() {
      return (made.identities ??= identityStore(connection));
    },
    get signingKeys() {
      return (made.signingKeys ??= signingKeyStore(connection, secrets, clock));
    },
  };
}
