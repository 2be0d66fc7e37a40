import { withCustomAttributes } from '#domain/pools/schema.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { changePool, refuseDuringImport } from '../../steps/pool-record.ts';

/** Adds custom attributes to a pool's schema, from which none is ever taken away. */
export async function addCustomAttributes(
  { UserPoolId, CustomAttributes }: Input<'AddCustomAttributes'>,
  uses: Uses<'store' | 'directory' | 'clock'>,
  call: Call,
): Output<'AddCustomAttributes'> {
  await changePool(uses, UserPoolId, call, async (pool, stores) => {
    await refuseDuringImport(stores, pool.id);
    return { ...pool, schema: withCustomAttributes(pool.schema, CustomAttributes) };
  });
  return {};
}
