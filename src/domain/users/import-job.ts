export type ImportJobStatus =
  | 'Created'
  | 'Pending'
  | 'InProgress'
  | 'Stopping'
  | 'Stopped'
  | 'Succeeded'
  | 'Failed'
  | 'Expired';

/** The hashes of passwords that a file can bring, under AWS's names. */
export type ImportAlgorithm = 'BCRYPT' | 'SCRYPT' | 'ARGON2ID' | 'PBKDF2_SHA256';

export interface ImportJob {
  readonly poolId: string;
  readonly id: string;
  readonly name: string;
  readonly status: ImportJobStatus;
  readonly cloudWatchLogsRoleArn: string;
  readonly passwordHashingAlgorithm: ImportAlgorithm | undefined;
  readonly createdAt: number;
  readonly startedAt: number | undefined;
  readonly completedAt: number | undefined;
  readonly imported: number;
  readonly skipped: number;
  readonly failed: number;
  readonly completionMessage: string | undefined;
  /** What went wrong, a line per row of the file, the first thousand. */
  readonly log: readonly string[];
  /** Hash of the secret in the upload address. */
  readonly uploadHash: string;
  /** Rows already done, so that an interrupted job goes on where it stopped. */
  readonly rowsDone: number;
}

/** AWS's limits for a file. */
export const largestImportFile = 100 * 1_024 * 1_024;
export const mostImportRows = 500_000;

const minute = 60_000;
/** For so long, in milliseconds, a job can be started. */
export const startWithin = 24 * 60 * minute;
const longestLog = 1_000;

/** Until when the file can be uploaded. Milliseconds. */
export const uploadEnd = ({ createdAt }: Pick<ImportJob, 'createdAt'>): number => createdAt + 15 * minute;

/** The job as it stands at `now`: one that is not started within a day has expired. */
export const importJobAsOf = (job: ImportJob, now: number): ImportJob =>
  job.status === 'Created' && job.createdAt + startWithin <= now ? { ...job, status: 'Expired' } : job;

/** What became of one row, which is line `line` of its file. */
export interface RowOutcome {
  readonly line: number;
  readonly result: 'imported' | 'skipped' | 'failed';
  /** Why it was not imported. */
  readonly reason?: string;
}

/** The job after some more rows. The lines of the log are worded as AWS's. */
export function withRows(job: ImportJob, outcomes: readonly RowOutcome[], rowsDone: number): ImportJob {
  const count = (result: RowOutcome['result']): number =>
    outcomes.filter((outcome) => outcome.result === result).length;
  const lines = outcomes
    .filter(({ result }) => result !== 'imported')
    .map(({ line, result, reason = '' }) => `[${result.toUpperCase()}] Line Number ${line} - ${reason.trim()}`);
  return {
    ...job,
    imported: job.imported + count('imported'),
    skipped: job.skipped + count('skipped'),
    failed: job.failed + count('failed'),
    log: [...job.log, ...lines].slice(0, longestLog),
    rowsDone,
  };
}
