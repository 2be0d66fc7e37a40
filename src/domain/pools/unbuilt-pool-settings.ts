import type { PoolSettings } from './pool.ts';

/** Names the part of a setting that asks for what isn't there, if it does. */
type Unbuilt = (given: PoolSettings) => string | false | undefined;

/** The names of an object's members that say something. */
const saidIn = (given: object | undefined): readonly string[] =>
  Object.entries(given ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [name]));

const unbuilt: readonly Unbuilt[] = [
  ({ LambdaConfig }) => saidIn(LambdaConfig).map((trigger) => `LambdaConfig.${trigger}`)[0],
  ({ MfaConfiguration = 'OFF' }) => MfaConfiguration !== 'OFF' && `MfaConfiguration ${MfaConfiguration}`,
  // Its presence, even empty, switches device tracking on.
  ({ DeviceConfiguration }) => DeviceConfiguration && 'DeviceConfiguration',
  ({ UserPoolAddOns }) => {
    const mode = UserPoolAddOns?.AdvancedSecurityMode ?? 'OFF';
    return mode !== 'OFF' && `UserPoolAddOns.AdvancedSecurityMode ${mode}`;
  },
  ({ UserPoolAddOns }) =>
    UserPoolAddOns?.AdvancedSecurityAdditionalFlows?.CustomAuthMode && 'UserPoolAddOns.AdvancedSecurityAdditionalFlows',
  ({ Policies }) => {
    const factor = Policies?.SignInPolicy?.AllowedFirstAuthFactors?.find((name) => name !== 'PASSWORD');
    return factor && `SignInPolicy.AllowedFirstAuthFactors ${factor}`;
  },
  ({ DcrConfiguration }) => DcrConfiguration && DcrConfiguration.EnableStatus !== 'Disabled' && 'DcrConfiguration',
  ({ AcrConfiguration }) => saidIn(AcrConfiguration).length > 0 && 'AcrConfiguration',
  ({ KeyConfiguration }) =>
    KeyConfiguration?.KeyType === 'CUSTOMER_MANAGED_KEY' && 'KeyConfiguration.KeyType CUSTOMER_MANAGED_KEY',
  ({ KeyConfiguration }) => KeyConfiguration?.KmsKeyArn && 'KeyConfiguration.KmsKeyArn',
  ({ IssuerConfiguration }) => IssuerConfiguration?.Type === 'UPDATED' && 'IssuerConfiguration.Type UPDATED',
  ({ EmailConfiguration }) => EmailConfiguration?.ConfigurationSet && 'EmailConfiguration.ConfigurationSet',
  ({ SmsConfiguration }) => SmsConfiguration?.EumsSms && 'SmsConfiguration.EumsSms',
];

/** The first setting that asks for something which isn't built, so that it is refused instead of ignored; undefined when none does. */
export function unbuiltPoolSetting(given: PoolSettings): string | undefined {
  for (const ask of unbuilt) {
    const setting = ask(given);
    if (setting) return setting;
  }
  return undefined;
}
