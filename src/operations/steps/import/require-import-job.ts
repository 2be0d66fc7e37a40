import { Failure } from '#domain/failures.ts';
import { importJobAsOf, type ImportJob } from '#domain/users/import-job.ts';
import type { Pool } from '#domain/pools/pool.ts';
import type { Uses } from '../../operation.ts';

/** @throws Failure `importJobNotFound` */
export async function requireImportJob(
  { store, clock }: Uses<'store' | 'clock'>,
  pool: Pool,
  jobId: string,
): Promise<ImportJob> {
  const job = await store.importJobs.find(pool.id, jobId);
  if (!job) throw new Failure('importJobNotFound', { jobId });
  return importJobAsOf(job, clock.now());
}
