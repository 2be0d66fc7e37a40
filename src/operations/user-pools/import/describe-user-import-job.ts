import type { Call, Input, Output, Uses } from '../../operation.ts';
import { describeImportJob } from '../../steps/import/describe-import-job.ts';
import { requireImportJob } from '../../steps/import/require-import-job.ts';
import { requirePool } from '../../steps/require.ts';

/** How far an import is. */
export async function describeUserImportJob(
  { UserPoolId, JobId }: Input<'DescribeUserImportJob'>,
  uses: Uses<'directory' | 'store' | 'clock'>,
  call: Call,
): Output<'DescribeUserImportJob'> {
  const pool = await requirePool(uses, UserPoolId, call);
  return { UserImportJob: describeImportJob(await requireImportJob(uses, pool, JobId)) };
}
