import { Failure } from '#domain/failures.ts';
import { importJobAsOf, type ImportJob } from '#domain/users/import-job.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { describeImportJob } from '../../steps/import/describe-import-job.ts';
import { requirePool } from '../../steps/require.ts';

/** Stops an import. Users that are imported already stay. */
export async function stopUserImportJob(
  { UserPoolId, JobId }: Input<'StopUserImportJob'>,
  uses: Uses<'directory' | 'store' | 'clock'>,
  call: Call,
): Output<'StopUserImportJob'> {
  const pool = await requirePool(uses, UserPoolId, call);
  const now = uses.clock.now();
  const job = await uses.store.write(async ({ importJobs }) => {
    const stopped = await importJobs.change(pool.id, JobId, (current) => stop(current, now));
    if (!stopped) throw new Failure('importJobNotFound', { jobId: JobId });
    if (stopped.status === 'Stopped') await importJobs.deleteFile(pool.id, JobId);
    return stopped;
  });
  return { UserImportJob: describeImportJob(job) };
}

/** A job that has not begun stops at once; one that runs does when whoever runs it comes to the end of a batch. */
function stop(job: ImportJob, now: number): ImportJob {
  const { status } = importJobAsOf(job, now);
  if (status === 'Created' || status === 'Pending') return { ...job, status: 'Stopped', completedAt: now };
  if (status === 'InProgress' || status === 'Stopping') return { ...job, status: 'Stopping' };
  throw new Failure('preconditionNotMet', { reason: `The job cannot be stopped. Current status is ${status}` });
}
