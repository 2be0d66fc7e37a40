import { Failure } from '../failures.ts';
import { clientAttributesProblem } from './client-attributes.ts';
import { flowsOf, flowsProblem } from './client-flows.ts';
import { lifetimesProblem } from './client-lifetimes.ts';
import { checkOAuthSettings } from './client-oauth.ts';
import type { ClientSettings } from './client-settings.ts';
import type { PoolRecord } from './pool.ts';
import { clientFeatureBeyondTier } from './tiers.ts';

/** The provider that every pool is. */
const ownProvider = 'COGNITO';

function rotationProblem({ RefreshTokenRotation, ExplicitAuthFlows }: ClientSettings): string | undefined {
  return RefreshTokenRotation?.Feature === 'ENABLED' && flowsOf(ExplicitAuthFlows).has('ALLOW_REFRESH_TOKEN_AUTH')
    ? 'Refresh token rotation can not be enabled together with ALLOW_REFRESH_TOKEN_AUTH; leave it out of ExplicitAuthFlows.'
    : undefined;
}

function unknownProvider({ SupportedIdentityProviders }: ClientSettings, poolId: string): string | undefined {
  const name = SupportedIdentityProviders?.find((provider) => provider !== ownProvider);
  return name && `The provider ${name} does not exist for User Pool ${poolId}.`;
}

function unbuiltClientSetting({ AnalyticsConfiguration, ExplicitAuthFlows }: ClientSettings): string | undefined {
  if (Object.values(AnalyticsConfiguration ?? {}).some((value) => value !== undefined)) return 'AnalyticsConfiguration';
  const flows: readonly string[] = ExplicitAuthFlows ?? [];
  // AWS documents it, though the enumeration in its SDK lacks it.
  return flows.includes('ALLOW_CLIENT_TOKEN_AUTH') ? 'ExplicitAuthFlows ALLOW_CLIENT_TOKEN_AUTH' : undefined;
}

/**
 * Holds the settings of a client that is created or updated to AWS's rules, and to what this server can do.
 * @throws Failure `invalidParameter`, `invalidOAuthFlow`, `scopeDoesNotExist`, `featureUnavailableInTier`, `notHonoured`
 */
export function checkClientSettings(
  settings: ClientSettings,
  pool: PoolRecord,
  { hasSecret, doing }: { hasSecret: boolean; doing: 'creating' | 'updating' },
): void {
  const reason =
    flowsProblem(settings.ExplicitAuthFlows) ??
    rotationProblem(settings) ??
    lifetimesProblem(settings) ??
    clientAttributesProblem(settings, pool.schema, doing) ??
    unknownProvider(settings, pool.id);
  if (reason) throw new Failure('invalidParameter', { reason });
  if (settings.EnablePropagateAdditionalUserContextData && !hasSecret) {
    throw new Failure('invalidParameter', {
      reason: 'EnablePropagateAdditionalUserContextData can only be set for a client with a client secret.',
    });
  }
  checkOAuthSettings(settings, hasSecret, new Set());
  const feature = clientFeatureBeyondTier(settings, pool.settings);
  if (feature) throw new Failure('featureUnavailableInTier', { feature, tier: 'LITE' });
  const setting = unbuiltClientSetting(settings);
  if (setting) throw new Failure('notHonoured', { setting });
}
