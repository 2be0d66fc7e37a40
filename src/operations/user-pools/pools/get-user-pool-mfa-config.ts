import type { Call, Input, Output, Uses } from '../../operation.ts';
import { requirePoolRecord } from '../../steps/pool-record.ts';

/** Says which second factors a pool asks for: none, as a pool that asks for one can't be made yet. */
export async function getUserPoolMfaConfig(
  { UserPoolId }: Input<'GetUserPoolMfaConfig'>,
  { store }: Uses<'store'>,
  call: Call,
): Output<'GetUserPoolMfaConfig'> {
  const pool = await requirePoolRecord(store, UserPoolId, call);
  return { MfaConfiguration: pool.settings.MfaConfiguration ?? 'OFF' };
}
