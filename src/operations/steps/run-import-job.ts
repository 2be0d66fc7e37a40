import { Failure } from '#domain/failures.ts';
import type { Pool } from '#domain/pools/pool.ts';
import { mostImportRows, withRows, type ImportJob, type RowOutcome } from '#domain/users/import-job.ts';
import { readHeader } from '#domain/users/import/header.ts';
import type { ImportFile } from '#domain/users/import/row.ts';
import type { Stores } from '#ports/stores.ts';
import type { Uses } from '../operation.ts';
import { importRow } from './import/import-row.ts';
import { linesOf, type FileLine } from './import/lines.ts';

export type ImportUses = Uses<'store' | 'directory' | 'random' | 'clock'>;

/** Rows that are written, and counted as done, together. */
const batchSize = 100;

/**
 * Runs an import job to its end, from where it stopped if it was interrupted: the rows of a batch and the count of rows
 * done are one transaction, so no row is done twice, whoever is killed when and however many processes run the job.
 * @param mayGoOn asked before each batch; when it answers no, the job is left for somebody else
 */
export async function runImportJob(
  uses: ImportUses,
  poolId: string,
  jobId: string,
  mayGoOn: () => Promise<boolean> = async () => true,
): Promise<void> {
  const pool = await uses.directory.pool(poolId);
  const job = await uses.store.write((stores) => begin(stores, poolId, jobId, uses.clock.now()));
  if (!pool || job?.status !== 'InProgress') return;
  const content = (await uses.store.importJobs.file(poolId, jobId)) ?? new Uint8Array();
  const file = readFile(pool, job, content);
  if (file instanceof Failure) return end(uses, job, 'Failed', file.message);

  let current = job;
  for (const batch of batchesOf(linesOf(content, job.rowsDone + 2))) {
    if (!(await mayGoOn())) return;
    if (current.rowsDone >= mostImportRows) {
      return end(uses, current, 'Failed', `The file has more than ${mostImportRows} rows.`);
    }
    const next = await importBatch(uses, file, current, batch);
    if (!next) return;
    current = next;
  }
  return end(uses, current, 'Succeeded', 'Import Job Completed Successfully.');
}

/** Marks a waiting job as running, and one that is to be stopped as stopped. */
async function begin(
  { importJobs }: Stores,
  poolId: string,
  jobId: string,
  now: number,
): Promise<ImportJob | undefined> {
  const job = await importJobs.change(poolId, jobId, (current) => {
    if (current.status === 'Pending') return { ...current, status: 'InProgress', startedAt: now };
    return current.status === 'Stopping' ? { ...current, status: 'Stopped', completedAt: now } : current;
  });
  if (job?.status === 'Stopped') await importJobs.deleteFile(poolId, jobId);
  return job;
}

function readFile(
  pool: Pool,
  { passwordHashingAlgorithm: algorithm }: ImportJob,
  content: Uint8Array,
): ImportFile | Failure {
  try {
    const [header] = linesOf(content);
    return { pool, columns: readHeader(pool, header?.text ?? ''), algorithm };
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

function* batchesOf(lines: Iterable<FileLine>): Generator<readonly FileLine[]> {
  let batch: FileLine[] = [];
  for (const line of lines) {
    batch.push(line);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** The job after these rows; undefined when it is not this process's to go on with, because it was stopped or overtaken. */
async function importBatch(
  uses: ImportUses,
  file: ImportFile,
  job: ImportJob,
  batch: readonly FileLine[],
): Promise<ImportJob | undefined> {
  for (let tries = 1; ; tries++) {
    try {
      return await uses.store.write((stores) => writeBatch(stores, uses, file, job, batch));
    } catch (error) {
      // Somebody signed up under a name of this batch while it was written; the next try finds that user there.
      const overtaken = error instanceof Failure && ['usernameTaken', 'aliasExists'].includes(error.failure);
      if (!overtaken || tries > batchSize) throw error;
    }
  }
}

async function writeBatch(
  stores: Stores,
  uses: ImportUses,
  file: ImportFile,
  { poolId, id, rowsDone }: ImportJob,
  batch: readonly FileLine[],
): Promise<ImportJob | undefined> {
  // Changes nothing unless the job is to stop, but takes its lock, so that two processes take turns.
  const locked = await begin(stores, poolId, id, uses.clock.now());
  if (locked?.status !== 'InProgress' || locked.rowsDone !== rowsDone) return undefined;
  const outcomes: RowOutcome[] = [];
  for (const line of batch) {
    if (line.text === '') continue;
    outcomes.push(await importRow(stores, uses, file, line));
  }
  return stores.importJobs.change(poolId, id, (job) => withRows(job, outcomes, rowsDone + batch.length));
}

async function end(
  { store, clock }: ImportUses,
  { poolId, id }: ImportJob,
  status: 'Succeeded' | 'Failed',
  completionMessage: string,
): Promise<void> {
  await store.write(async ({ importJobs }) => {
    await importJobs.change(poolId, id, (job) => {
      if (job.status === 'Stopping') return { ...job, status: 'Stopped', completedAt: clock.now() };
      return job.status === 'InProgress' ? { ...job, status, completionMessage, completedAt: clock.now() } : job;
    });
    await importJobs.deleteFile(poolId, id);
  });
}
