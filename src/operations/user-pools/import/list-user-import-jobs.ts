import { decodePageToken, encodePageToken } from '#domain/paging.ts';
import { importJobAsOf } from '#domain/users/import-job.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { describeImportJob } from '../../steps/import/describe-import-job.ts';
import { requirePool } from '../../steps/require.ts';

/** The imports into a pool, the newest first. */
export async function listUserImportJobs(
  { UserPoolId, MaxResults, PaginationToken }: Input<'ListUserImportJobs'>,
  uses: Uses<'directory' | 'store' | 'clock'>,
  call: Call,
): Output<'ListUserImportJobs'> {
  const pool = await requirePool(uses, UserPoolId, call);
  const kind = `ListUserImportJobs/${pool.id}`;
  const { items, next } = await uses.store.importJobs.list(pool.id, decodePageToken(kind, PaginationToken), MaxResults);
  const now = uses.clock.now();
  return {
    UserImportJobs: items.map((job) => describeImportJob(importJobAsOf(job, now))),
    ...(next !== undefined && { PaginationToken: encodePageToken(kind, next) }),
  };
}
