import { randomBytes, randomUUID } from 'node:crypto';
import { pino } from 'pino';
import type { UserPools } from '#contract/aws.ts';
import { userPoolsModel } from '#contract/model.ts';
import { validatorOf } from '#contract/validate.ts';
import { cachedDirectory } from '#adapters/directory.ts';
import { cachedIamDirectory } from '#adapters/iam-directory.ts';
import { storedIdentityTokens } from '#adapters/keys/identity-tokens.ts';
import { storedSigningKeys } from '#adapters/keys/signing-keys.ts';
import { argon2idPasswords } from '#adapters/passwords/argon2id.ts';
import { guardedFetch } from '#adapters/upstream/guarded-fetch.ts';
import { nodeSamlAssertions } from '#adapters/upstream/saml-assertions.ts';
import { httpTokenIssuers } from '#adapters/upstream/token-issuers.ts';
import { configOf } from '#config/config.ts';
import { credentialSource } from '#server/credential-source.ts';
import type { QueuedMessage } from '#domain/messages/message.ts';
import type { Call } from '#operations/operation.ts';
import { policyAccess } from '#operations/steps/authorization/access.ts';
import { operations } from '#operations/user-pools/operations.gen.ts';
import type { Services } from '#ports/services.ts';
import type { Store } from '#ports/stores.ts';
import { openMessenger } from '#server/messenger.ts';
import { operationSettings } from '#server/settings.ts';
import { engines } from './engines.ts';

type Built = keyof typeof operations & keyof UserPools;

/** Everything but the wire: the real operations over a real database, with a clock that stands still until it is moved. */
export interface World extends AsyncDisposable {
  readonly services: Services;
  readonly store: Store;
  readonly clock: { now(): number; advance(milliseconds: number): void };
  readonly region: string;
  /** Runs an operation as an administrator or the public would reach it: its input is held against the contract first. */
  run<Name extends Built>(
    name: Name,
    input: UserPools[Name]['input'],
    call?: Partial<Call>,
  ): Promise<UserPools[Name]['output']>;
  /** Every message there is, newest first. */
  outbox(filter?: { to?: string; username?: string }): Promise<readonly QueuedMessage[]>;
  /** The code in the newest message to this user. */
  codeFor(username: string): Promise<string>;
  /** A pool and a client in it. */
  pool(
    settings?: Partial<UserPools['CreateUserPool']['input']>,
    client?: Partial<UserPools['CreateUserPoolClient']['input']>,
  ): Promise<{ poolId: string; clientId: string; secret: string | undefined }>;
}

/**
 * Opens a world.
 * @param options `engine` is SQLite unless said otherwise; `start` is the clock's first time; `elsewhere` says where issuers
 * that everybody knows are reached instead: `{ 'https://accounts.google.com': 'http://localhost:1234' }`; `settings` are the
 * server's
 */
export async function openWorld({
  engine = 'sqlite',
  start = Date.UTC(2026, 0, 5),
  elsewhere = {},
  settings = {},
}: {
  engine?: keyof typeof engines;
  start?: number;
  elsewhere?: Readonly<Record<string, string>>;
  settings?: Parameters<typeof configOf>[0];
} = {}): Promise<World> {
  let now = start;
  const clock = {
    now: () => now,
    advance(milliseconds: number) {
      now += milliseconds;
    },
  };
  const opened = await engines[engine]({ clock });
  const { store, secrets } = opened;
  const config = configOf(settings);
  const messenger = await openMessenger(config, { store, clock, log: pino({ level: 'silent' }) });
  const cached = cachedDirectory(store);
  const signingKeys = storedSigningKeys(store, clock.now);
  const serverSettings = operationSettings(config, () => 9229);
  const iam = cachedIamDirectory(store.iam, serverSettings.accountId);
  const random: Services['random'] = { bytes: (length) => new Uint8Array(randomBytes(length)) };
  const identityTokens = storedIdentityTokens(store, {
    issuer: () => 'https://id.example.com',
    now: clock.now,
    region: serverSettings.defaultRegion,
  });
  const services: Services = {
    clock,
    random,
    settings: serverSettings,
    secrets,
    store,
    directory: {
      ...cached,
      forget() {
        cached.forget();
        signingKeys.forget();
      },
    },
    iam,
    access: policyAccess({ iam, clock, settings: serverSettings }),
    passwords: await argon2idPasswords(),
    signingKeys,
    identityTokens,
    credentialSource: credentialSource(
      config,
      { iam, clock, settings: serverSettings, secrets, random, identityTokens },
      pino({ level: 'silent' }),
    ),
    tokenIssuers: httpTokenIssuers({
      fetch: guardedFetch({ mode: config.mode, allow: [] }),
      now: Date.now,
      log: pino({ level: 'silent' }),
      elsewhere,
    }),
    samlAssertions: nodeSamlAssertions(),
    messenger,
  };
  const region = 'us-east-1';
  const world: World = {
    services,
    store,
    clock,
    region,
    async run(name, input, call = {}) {
      const operation = operations[name] as unknown as (input: unknown, uses: Services, call: Call) => Promise<never>;
      return operation(validatorOf(userPoolsModel, name)(structuredClone(input)), services, {
        requestId: randomUUID(),
        region,
        ...call,
      });
    },
    outbox: (filter = {}) => store.messages.list(filter, 1_000),
    async codeFor(username) {
      const [newest] = await store.messages.list({ username }, 1);
      if (!newest?.code) throw new Error(`No message with a code went to ${username}.`);
      return newest.code;
    },
    async pool(input = {}, client = {}) {
      const { UserPool } = await world.run('CreateUserPool', { PoolName: 'test', ...input });
      const poolId = UserPool!.Id!;
      const { UserPoolClient } = await world.run('CreateUserPoolClient', {
        UserPoolId: poolId,
        ClientName: 'app',
        ...client,
      });
      return { poolId, clientId: UserPoolClient!.ClientId!, secret: UserPoolClient!.ClientSecret };
    },
    async [Symbol.asyncDispose]() {
      await messenger.close();
      await opened[Symbol.asyncDispose]();
    },
  };
  return world;
}
