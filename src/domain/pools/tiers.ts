import type { ClientSettings } from './client-settings.ts';
import type { PoolSettings } from './pool.ts';

const beyondLite: readonly (readonly [string, (settings: PoolSettings) => boolean])[] = [
  ['Password history', ({ Policies }) => (Policies?.PasswordPolicy?.PasswordHistorySize ?? 0) > 0],
  [
    'SignInPolicy',
    ({ Policies }) => Policies?.SignInPolicy?.AllowedFirstAuthFactors?.some((name) => name !== 'PASSWORD') ?? false,
  ],
  ['AcrConfiguration', ({ AcrConfiguration }) => Object.keys(AcrConfiguration ?? {}).length > 0],
  [
    'DcrConfiguration',
    ({ DcrConfiguration }) => DcrConfiguration !== undefined && DcrConfiguration.EnableStatus !== 'Disabled',
  ],
  [
    'Access token customization',
    ({ LambdaConfig }) => (LambdaConfig?.PreTokenGenerationConfig?.LambdaVersion ?? 'V1_0') !== 'V1_0',
  ],
];

/**
 * The first feature in use that the pool's tier lacks. LITE lacks what Essentials brought. AUDIT and ENFORCED threat
 * protection lift a pool to PLUS on AWS instead of failing, so they aren't listed.
 */
export function featureBeyondTier(settings: PoolSettings): string | undefined {
  if (settings.UserPoolTier !== 'LITE') return undefined;
  return beyondLite.find(([, isUsed]) => isUsed(settings))?.[0];
}

/** The feature in use by a client that its pool's tier lacks. AWS: CreateUserPoolClient, "ExplicitAuthFlows". */
export const clientFeatureBeyondTier = (
  { ExplicitAuthFlows }: ClientSettings,
  { UserPoolTier }: PoolSettings,
): string | undefined =>
  UserPoolTier === 'LITE' && ExplicitAuthFlows?.includes('ALLOW_USER_AUTH') ? 'ALLOW_USER_AUTH' : undefined;
