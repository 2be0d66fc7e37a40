import type { UserPools } from '#contract/aws.ts';
import { Failure } from '../failures.ts';

type MfaSettings = Omit<UserPools['SetUserPoolMfaConfig']['input'], 'UserPoolId'>;

/**
 * Holds a pool's multi-factor settings to what can be honoured: OFF, with no factor set up.
 * @throws Failure `invalidParameter` where factors are set up and switched off at once, `notHonoured` for every factor
 */
export function checkMfaSettings(given: MfaSettings): void {
  const { MfaConfiguration, SmsMfaConfiguration, SoftwareTokenMfaConfiguration, EmailMfaConfiguration } = given;
  const factors = [
    SmsMfaConfiguration && 'SmsMfaConfiguration',
    SoftwareTokenMfaConfiguration?.Enabled && 'SoftwareTokenMfaConfiguration.Enabled',
    EmailMfaConfiguration && 'EmailMfaConfiguration',
  ].filter((factor) => typeof factor === 'string');
  if (MfaConfiguration === 'OFF' && factors.length > 0) {
    throw new Failure('invalidParameter', {
      reason: "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
    });
  }
  if (MfaConfiguration !== undefined && MfaConfiguration !== 'OFF') {
    if (factors.length === 0) {
      throw new Failure('invalidParameter', {
        reason: "Invalid MFA configuration given, can't disable all MFAs and require MFA at the same time.",
      });
    }
    throw new Failure('notHonoured', { setting: `MfaConfiguration ${MfaConfiguration}` });
  }
  const setting = factors[0] ?? (given.WebAuthnConfiguration && 'WebAuthnConfiguration');
  if (setting) throw new Failure('notHonoured', { setting });
}
