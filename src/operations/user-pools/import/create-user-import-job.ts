import { uuid } from '#crypto/random-text.ts';
import type { ImportJob } from '#domain/users/import-job.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { describeImportJob } from '../../steps/import/describe-import-job.ts';
import { uploadContext } from '../../steps/import/upload.ts';
import { requirePool } from '../../steps/require.ts';

/** Prepares an import and answers, this once, the address to which the file is to be uploaded. */
export async function createUserImportJob(
  { UserPoolId, JobName, CloudWatchLogsRoleArn, PasswordHashingAlgorithm }: Input<'CreateUserImportJob'>,
  uses: Uses<'directory' | 'store' | 'secrets' | 'settings' | 'random' | 'clock'>,
  call: Call,
): Output<'CreateUserImportJob'> {
  const pool = await requirePool(uses, UserPoolId, call);
  const id = `import-${uuid(uses.random.bytes(16))}`;
  const signature = Buffer.from(uses.random.bytes(32)).toString('base64url');
  const job: ImportJob = {
    ...{ poolId: pool.id, id, name: JobName, status: 'Created', createdAt: uses.clock.now() },
    ...{ cloudWatchLogsRoleArn: CloudWatchLogsRoleArn, passwordHashingAlgorithm: PasswordHashingAlgorithm },
    ...{ startedAt: undefined, completedAt: undefined, completionMessage: undefined },
    ...{ imported: 0, skipped: 0, failed: 0, log: [], rowsDone: 0 },
    uploadHash: uses.secrets.fingerprint(signature, uploadContext(pool.id, id)),
  };
  await uses.store.importJobs.insert(job);
  const PreSignedUrl = `${uses.settings.publicUrl}/_import/${pool.id}/${id}?signature=${signature}`;
  return { UserImportJob: { ...describeImportJob(job), PreSignedUrl } };
}
