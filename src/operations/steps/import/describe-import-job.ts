import type { ImportAlgorithm, ImportJob, ImportJobStatus } from '#domain/users/import-job.ts';

/** AWS's UserImportJobType. */
export interface DescribedImportJob {
  JobName: string;
  JobId: string;
  UserPoolId: string;
  PreSignedUrl?: string;
  CreationDate: Date;
  StartDate?: Date;
  CompletionDate?: Date;
  Status: ImportJobStatus;
  CloudWatchLogsRoleArn: string;
  ImportedUsers: number;
  SkippedUsers: number;
  FailedUsers: number;
  CompletionMessage?: string;
  PasswordHashingAlgorithm?: ImportAlgorithm;
}

/** An import job as administrators see it. Its upload address is shown only once, when the job is created. */
export const describeImportJob = (job: ImportJob): DescribedImportJob => ({
  JobName: job.name,
  JobId: job.id,
  UserPoolId: job.poolId,
  CreationDate: new Date(job.createdAt),
  ...(job.startedAt !== undefined && { StartDate: new Date(job.startedAt) }),
  ...(job.completedAt !== undefined && { CompletionDate: new Date(job.completedAt) }),
  Status: job.status,
  CloudWatchLogsRoleArn: job.cloudWatchLogsRoleArn,
  ImportedUsers: job.imported,
  SkippedUsers: job.skipped,
  FailedUsers: job.failed,
  ...(job.completionMessage !== undefined && { CompletionMessage: job.completionMessage }),
  ...(job.passwordHashingAlgorithm && { PasswordHashingAlgorithm: job.passwordHashingAlgorithm }),
});
