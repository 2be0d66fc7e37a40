import { randomUUID } from 'node:crypto';
import { systemClock } from '#adapters/clock.ts';
import { cachedDirectory } from '#adapters/directory.ts';
import { systemRandom } from '#adapters/random.ts';
import { cachedIamDirectory } from '#adapters/iam-directory.ts';
import { storedIdentityTokens } from '#adapters/keys/identity-tokens.ts';
import type { Config } from '#config/config.ts';
import type { Call, Uses } from '#operations/operation.ts';
import { credentialSource } from './credential-source.ts';
import { openExistingStore } from './existing-store.ts';
import { identityIssuer, operationSettings } from './settings.ts';

/** What a question may ask of the world: what is stored, and nothing that runs by itself. */
export type Answering = Uses<
  'store' | 'directory' | 'iam' | 'identityTokens' | 'clock' | 'settings' | 'secrets' | 'credentialSource'
>;

/**
 * Puts a question to the database of the configuration, beside running servers or without one.
 * @throws NoDatabase where the first start is still to come: a question makes nothing
 */
export async function ask<Answer>(
  config: Config,
  question: (uses: Answering, call: Call) => Promise<Answer>,
): Promise<Answer> {
  const clock = systemClock;
  const { store, secrets } = await openExistingStore(config, clock);
  try {
    const settings = operationSettings(config, () => config.port);
    const issuer = () => identityIssuer(config, settings);
    const iam = cachedIamDirectory(store.iam, settings.accountId);
    const identityTokens = storedIdentityTokens(store, {
      issuer,
      now: () => clock.now(),
      region: settings.defaultRegion,
    });
    const sources = { clock, secrets, settings, iam, identityTokens };
    return await question(
      {
        ...sources,
        store,
        directory: cachedDirectory(store),
        credentialSource: credentialSource(config, { ...sources, random: systemRandom }, { warn() {} }),
      },
      { requestId: randomUUID(), region: config.region },
    );
  } finally {
    await store.close();
  }
}
