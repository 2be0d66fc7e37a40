import { cachedDirectory } from '#adapters/directory.ts';
import { cachedIamDirectory } from '#adapters/iam-directory.ts';
import { cachedAccessKeys } from '#adapters/keys/access-keys.ts';
import { type KeyUse, storedKeyUse } from '#adapters/keys/key-use.ts';
import { storedIdentityTokens } from '#adapters/keys/identity-tokens.ts';
import { storedSigningKeys } from '#adapters/keys/signing-keys.ts';
import { argon2idPasswords } from '#adapters/passwords/argon2id.ts';
import { guardedFetch } from '#adapters/upstream/guarded-fetch.ts';
import { threadedSamlAssertions } from '#adapters/upstream/threaded-saml-assertions.ts';
import { httpTokenIssuers } from '#adapters/upstream/token-issuers.ts';
import type { Config } from '#config/config.ts';
import { policyAccess } from '#operations/steps/authorization/access.ts';
import { startImportRunner } from '#operations/steps/import/import-runner.ts';
import type { AccessKeys } from '#ports/access-keys.ts';
import type { Services } from '#ports/services.ts';
import type { Clock, Random } from '#ports/world.ts';
import type { Logger } from 'pino';
import { credentialSource } from './credential-source.ts';
import { openMessenger } from './messenger.ts';
import { openConfiguredStore } from './open-store.ts';
import { identityIssuer, operationSettings } from './settings.ts';
import { keepSwept } from './sweeping.ts';
import { watchConfiguration } from './watch-configuration.ts';

export interface Composition {
  readonly services: Services;
  readonly accessKeys: AccessKeys;
  readonly keyUse: KeyUse;
  /** Stops what runs by itself and closes the database. */
  close(): Promise<void>;
}

/** Puts the services together: the one place that constructs adapters. */
export async function compose(
  config: Config,
  { clock, random, port, log }: { clock: Clock; random: Random; port: () => number; log: Logger },
): Promise<Composition> {
  const { store, secrets } = await openConfiguredStore(config, clock);
  const cached = cachedDirectory(store);
  const signingKeys = storedSigningKeys(store, () => clock.now());
  const settings = operationSettings(config, port);
  const identityTokens = storedIdentityTokens(store, {
    issuer: () => identityIssuer(config, settings),
    now: () => clock.now(),
    region: settings.defaultRegion,
  });
  const iam = cachedIamDirectory(store.iam, settings.accountId);
  const accessKeys = cachedAccessKeys({ store, secrets, iam, accountId: settings.accountId });
  const forget = () => {
    cached.forget();
    signingKeys.forget();
    identityTokens.forget();
    accessKeys.forget();
    iam.forget();
  };
  const keyUse = storedKeyUse(store, clock, log);
  const messenger = await openMessenger(config, { store, clock, log });
  const fetch = guardedFetch({ mode: config.mode, allow: config.outbound.allow });
  const services: Services = {
    clock,
    random,
    settings,
    secrets,
    store,
    directory: { ...cached, forget },
    // What is cached of keys belongs to users, so whoever changes IAM has all of it dropped.
    iam: { ...iam, forget },
    access: policyAccess({ iam, clock, settings }),
    passwords: await argon2idPasswords({ concurrency: config.passwords.concurrency }),
    signingKeys,
    identityTokens,
    credentialSource: credentialSource(config, { iam, clock, settings, secrets, random, identityTokens }, log),
    tokenIssuers: httpTokenIssuers({ fetch, now: Date.now, log }),
    samlAssertions: threadedSamlAssertions(),
    messenger,
  };
  const imports = startImportRunner(services, (error) => log.error({ error }, 'an import job could not go on'));
  const stops = [await watchConfiguration(store, { forget, log }), keepSwept(store, clock, log)];
  return {
    services,
    accessKeys,
    keyUse,
    async close() {
      for (const stop of stops) stop();
      await keyUse.settled();
      await imports.stop();
      await messenger.close();
      await store.close();
    },
  };
}
