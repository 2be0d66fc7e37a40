import assert from 'node:assert/strict';
import type { Cases } from './cases.ts';
import type { Scene } from './scene.ts';

const CloudWatchLogsRoleArn = 'arn:aws:iam::000000000000:role/logs';

async function created(scene: Scene) {
  const { UserPoolId } = await scene.place({});
  const { UserImportJob } = await scene.send('CreateUserImportJob', {
    UserPoolId,
    JobName: 'readers',
    CloudWatchLogsRoleArn,
  });
  return { UserPoolId, JobId: UserImportJob!.JobId!, url: UserImportJob!.PreSignedUrl! };
}
const job = async (scene: Scene) => {
  const { UserPoolId, JobId } = await created(scene);
  return { UserPoolId, JobId };
};

/** A job with its file, to be started. @param rows how many, none of which is a user */
async function uploaded(scene: Scene, rows = 1) {
  const { UserPoolId, JobId, url } = await created(scene);
  const { CSVHeader } = await scene.send('GetCSVHeader', { UserPoolId });
  const answer = await fetch(url, { method: 'PUT', body: `${CSVHeader!.join(',')}\n${'nobody\n'.repeat(rows)}` });
  assert.ok(answer.ok, await answer.text());
  return { UserPoolId, JobId };
}

/** A pool with an import that runs: of so many rows that the next request comes before its end. */
export async function pendingImport(scene: Scene): Promise<{ UserPoolId: string }> {
  const waiting = await uploaded(scene, 20_000);
  await scene.send('StartUserImportJob', waiting);
  return { UserPoolId: waiting.UserPoolId };
}

async function stopped(scene: Scene) {
  const input = await job(scene);
  await scene.send('StopUserImportJob', input);
  return input;
}

/** Imports of users. */
export const importCases: Cases = {
  GetCSVHeader: {
    succeeds: async (scene) => ({ UserPoolId: (await scene.place()).UserPoolId }),
    answers: ({ CSVHeader }) => assert.ok(CSVHeader!.includes('cognito:username')),
  },
  CreateUserImportJob: {
    async succeeds(scene) {
      const { UserPoolId } = await scene.place();
      return { UserPoolId, JobName: 'readers', CloudWatchLogsRoleArn, PasswordHashingAlgorithm: 'BCRYPT' };
    },
    answers: ({ UserImportJob }) => assert.equal(UserImportJob!.Status, 'Created'),
    never: { LimitExceeded: 'jobs are not limited', PreconditionNotMet: 'a pool can always be given a job' },
  },
  DescribeUserImportJob: {
    succeeds: job,
    answers: ({ UserImportJob }) => assert.equal(UserImportJob!.JobName, 'readers'),
  },
  ListUserImportJobs: {
    succeeds: async (scene) => ({ UserPoolId: (await job(scene)).UserPoolId, MaxResults: 1 }),
    answers: ({ UserImportJobs }) => assert.equal(UserImportJobs!.length, 1),
    refuses: {
      InvalidParameter: {
        'Invalid pagination token given.': async (scene) => ({
          UserPoolId: (await scene.place()).UserPoolId,
          MaxResults: 1,
          PaginationToken: 'made-up',
        }),
      },
    },
  },
  StartUserImportJob: {
    succeeds: (scene) => uploaded(scene),
    answers: ({ UserImportJob }) => assert.equal(UserImportJob!.Status, 'Pending'),
    refuses: {
      PreconditionNotMet: {
        'Upload the CSV file to the PreSignedUrl first.': job,
        'The job cannot be started. Current status is Stopped': stopped,
      },
    },
  },
  StopUserImportJob: {
    succeeds: job,
    answers: ({ UserImportJob }) => assert.equal(UserImportJob!.Status, 'Stopped'),
    refuses: { PreconditionNotMet: { 'The job cannot be stopped. Current status is Stopped': stopped } },
  },
};
