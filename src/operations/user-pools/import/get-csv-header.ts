import { importColumns } from '#domain/users/import/header.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { requirePool } from '../../steps/require.ts';

/** The columns of an import file for the pool. */
export async function getCSVHeader(
  { UserPoolId }: Input<'GetCSVHeader'>,
  uses: Uses<'directory'>,
  call: Call,
): Output<'GetCSVHeader'> {
  const pool = await requirePool(uses, UserPoolId, call);
  return { UserPoolId: pool.id, CSVHeader: [...importColumns(pool)] };
}
