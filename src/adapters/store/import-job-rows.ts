import type { ImportJob, ImportJobStatus } from '#domain/users/import-job.ts';
import type { ImportJobRow } from '../database/schema.ts';

export const importJobColumns = [
  'pool_id',
  'id',
  'name',
  'status',
  'logs_role_arn',
  'hashing_algorithm',
  'created_at',
  'started_at',
  'completed_at',
  'imported',
  'skipped',
  'failed',
  'completion_message',
  'log',
  'upload_hash',
  'rows_done',
] as const;

export const importJobRow = (job: ImportJob): ImportJobRow => ({
  pool_id: job.poolId,
  id: job.id,
  name: job.name,
  status: job.status,
  logs_role_arn: job.cloudWatchLogsRoleArn,
  hashing_algorithm: job.passwordHashingAlgorithm ?? null,
  created_at: job.createdAt,
  started_at: job.startedAt ?? null,
  completed_at: job.completedAt ?? null,
  imported: job.imported,
  skipped: job.skipped,
  failed: job.failed,
  completion_message: job.completionMessage ?? null,
  log: JSON.stringify(job.log),
  upload_hash: job.uploadHash,
  rows_done: job.rowsDone,
});

export const importJobFrom = (row: ImportJobRow): ImportJob => ({
  poolId: row.pool_id,
  id: row.id,
  name: row.name,
  status: row.status as ImportJobStatus,
  cloudWatchLogsRoleArn: row.logs_role_arn,
  passwordHashingAlgorithm: (row.hashing_algorithm as ImportJob['passwordHashingAlgorithm'] | null) ?? undefined,
  createdAt: row.created_at,
  startedAt: row.started_at ?? undefined,
  completedAt: row.completed_at ?? undefined,
  imported: row.imported,
  skipped: row.skipped,
  failed: row.failed,
  completionMessage: row.completion_message ?? undefined,
  log: JSON.parse(row.log),
  uploadHash: row.upload_hash,
  rowsDone: row.rows_done,
});
