import { Failure } from '#domain/failures.ts';
import { importJobAsOf } from '#domain/users/import-job.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { describeImportJob } from '../../steps/import/describe-import-job.ts';
import { requirePool } from '../../steps/require.ts';

/** Lets an import begin, once its file is uploaded. It runs in the background. */
export async function startUserImportJob(
  { UserPoolId, JobId }: Input<'StartUserImportJob'>,
  uses: Uses<'directory' | 'store' | 'clock'>,
  call: Call,
): Output<'StartUserImportJob'> {
  const pool = await requirePool(uses, UserPoolId, call);
  const job = await uses.store.write(async ({ importJobs }) => {
    const started = await importJobs.change(pool.id, JobId, (current) => {
      const { status } = importJobAsOf(current, uses.clock.now());
      if (status === 'Created') return { ...current, status: 'Pending' };
      throw new Failure('preconditionNotMet', { reason: `The job cannot be started. Current status is ${status}` });
    });
    if (!started) throw new Failure('importJobNotFound', { jobId: JobId });
    if (await importJobs.hasFile(pool.id, JobId)) return started;
    throw new Failure('preconditionNotMet', { reason: 'Upload the CSV file to the PreSignedUrl first.' });
  });
  return { UserImportJob: describeImportJob(job) };
}
