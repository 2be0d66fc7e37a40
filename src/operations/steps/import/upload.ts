import { equalInConstantTime } from '#crypto/constant-time.ts';
import { Failure } from '#domain/failures.ts';
import { importJobAsOf, uploadEnd, type ImportJob } from '#domain/users/import-job.ts';
import type { Uses } from '../../operation.ts';

/** Where the secret of an upload address belongs. */
export const uploadContext = (poolId: string, jobId: string): string => `import-upload/${poolId}/${jobId}`;

/** What somebody presents who was given an upload address. */
export interface UploadTicket {
  readonly poolId: string;
  readonly jobId: string;
  readonly signature: string;
}

/**
 * The job of an upload address: what its holder may read.
 * @throws Failure `uploadRefused` for a wrong secret as for a job that is not there
 */
export async function openUpload(
  { store, secrets, clock }: Uses<'store' | 'secrets' | 'clock'>,
  { poolId, jobId, signature }: UploadTicket,
): Promise<ImportJob> {
  const job = await store.importJobs.find(poolId, jobId);
  const hash = secrets.fingerprint(signature, uploadContext(poolId, jobId));
  if (!equalInConstantTime(hash, job?.uploadHash ?? '') || !job) throw new Failure('uploadRefused');
  return importJobAsOf(job, clock.now());
}

/** @throws Failure `uploadRefused` when the address has expired or the job is started already */
export function refuseLateUpload({ clock }: Uses<'clock'>, job: ImportJob): void {
  if (job.status !== 'Created' || uploadEnd(job) <= clock.now()) throw new Failure('uploadRefused');
}

/**
 * Keeps the uploaded file; one that was uploaded before is replaced.
 * @throws Failure `uploadRefused` when the job was started in the meantime
 */
export async function keepUpload(
  uses: Uses<'store' | 'clock'>,
  { poolId, id }: ImportJob,
  content: Uint8Array,
): Promise<void> {
  await uses.store.write(async ({ importJobs }) => {
    const job = await importJobs.change(poolId, id, (unchanged) => unchanged);
    if (!job) throw new Failure('uploadRefused');
    refuseLateUpload(uses, job);
    await importJobs.putFile(poolId, id, content);
  });
}
