import { publicUrlOf } from '#config/addresses.ts';
import type { Config } from '#config/config.ts';
import type { Settings } from '#ports/settings.ts';

/**
 * What of the configuration concerns operations.
 * @param port the port really listened on, which is known only once the server listens
 */
export function operationSettings(config: Config, port: () => number): Settings {
  const publicUrl = () => publicUrlOf(config, port());
  return {
    mode: config.mode,
    accountId: config.accountId,
    defaultRegion: config.region,
    get publicUrl() {
      return publicUrl();
    },
    issuerOf: ({ id, region }) =>
      config.issuer === 'aws' ? `https://cognito-idp.${region}.amazonaws.com/${id}` : `${publicUrl()}/${id}`,
  };
}

/** The `iss` of identity pools' own tokens: AWS's where user pools' are AWS's too, or the public address. */
export const identityIssuer = (config: Config, { publicUrl }: Pick<Settings, 'publicUrl'>): string =>
  config.issuer === 'aws' ? 'https://cognito-identity.amazonaws.com' : publicUrl;
