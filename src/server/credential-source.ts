import { foreignSts, type ForeignStsOptions } from '#adapters/upstream/foreign-sts.ts';
import { guardedFetch } from '#adapters/upstream/guarded-fetch.ts';
import type { Config } from '#config/config.ts';
import type { Uses } from '#operations/operation.ts';
import { ownCredentials } from '#operations/steps/identity-pools/own-credentials.ts';
import type { CredentialSource } from '#ports/credential-source.ts';

/** A token service may fetch our keys before it answers. */
const timeout = 10_000;

/** Who gives credentials to identities: our own STS, unless the configuration names another. */
export function credentialSource(
  { mode, outbound, identityPools }: Pick<Config, 'mode' | 'outbound' | 'identityPools'>,
  uses: Uses<'iam' | 'clock' | 'settings' | 'secrets' | 'random' | 'identityTokens'>,
  log: ForeignStsOptions['log'],
): CredentialSource {
  const { url } = identityPools.sts;
  if (url === undefined) return ownCredentials(uses);
  // The operator names this one host, so it may be reached wherever it is; the other rules stay.
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  const fetch = guardedFetch({ mode, allow: [...outbound.allow, host], timeout });
  return foreignSts({ url, fetch, identityTokens: uses.identityTokens, now: Date.now, log });
}
