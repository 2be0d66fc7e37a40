import { checkMfaSettings } from '#domain/pools/mfa-settings.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { requirePoolRecord } from '../../steps/pool-record.ts';

/** Keeps a pool's second factors off, which is all it can do yet; whatever would need one is refused. */
export async function setUserPoolMfaConfig(
  { UserPoolId, ...given }: Input<'SetUserPoolMfaConfig'>,
  { store }: Uses<'store'>,
  call: Call,
): Output<'SetUserPoolMfaConfig'> {
  const pool = await requirePoolRecord(store, UserPoolId, call);
  checkMfaSettings(given);
  return { MfaConfiguration: pool.settings.MfaConfiguration ?? 'OFF' };
}
