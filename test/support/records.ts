import { randomUUID } from 'node:crypto';
import type { QueuedMessage } from '#domain/messages/message.ts';
import type { ClientRecord } from '#domain/pools/client.ts';
import type { PoolRecord } from '#domain/pools/pool.ts';
import type { Session } from '#domain/tokens/session.ts';
import type { Code } from '#domain/users/code.ts';
import type { Group } from '#domain/users/group.ts';
import type { ImportJob } from '#domain/users/import-job.ts';
import type { User } from '#domain/users/user.ts';

/** Records as tests need them: complete, and different from each other where they have to be. */
export const poolId = 'us-east-1_Tests0001';
export const start = Date.UTC(2026, 0, 5);

export const aPool = (changes: Partial<PoolRecord> = {}): PoolRecord => ({
  id: poolId,
  region: 'us-east-1',
  name: 'newsletter',
  createdAt: start,
  modifiedAt: start,
  settings: { DeletionProtection: 'INACTIVE' },
  schema: [{ Name: 'custom:tier', AttributeDataType: 'String' }],
  tags: { team: 'web' },
  ...changes,
});

export const aClient = (changes: Partial<ClientRecord> = {}): ClientRecord => ({
  id: randomUUID().replaceAll('-', '').slice(0, 26),
  poolId,
  name: 'app',
  createdAt: start,
  modifiedAt: start,
  settings: { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] },
  secrets: [{ id: 'one', value: 'the-client-secret', createdAt: start }],
  ...changes,
});

export const aUser = (changes: Partial<User> = {}): User => {
  const sub = changes.sub ?? randomUUID();
  return {
    poolId,
    sub,
    username: `user-${sub}`,
    status: 'CONFIRMED',
    enabled: true,
    createdAt: start,
    modifiedAt: start,
    attributes: { email: `${sub}@example.com`, email_verified: 'true', 'custom:tier': 'paid' },
    pending: {},
    identities: [],
    password: {
      hash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA',
      srp: { salt: 'abcdef', verifier: '0123456789' },
      setAt: start,
    },
    earlierPasswords: [],
    temporaryUntil: undefined,
    signedOutAt: undefined,
    ...changes,
  };
};

export const aGroup = (changes: Partial<Group> = {}): Group => ({
  poolId,
  name: 'readers',
  description: 'Who reads',
  roleArn: undefined,
  precedence: 3,
  createdAt: start,
  modifiedAt: start,
  ...changes,
});

export const aCode = (changes: Partial<Code> = {}): Code => ({
  poolId,
  sub: randomUUID(),
  purpose: 'signUp',
  hash: 'hash-of-123456',
  attribute: 'email',
  value: 'ada@example.com',
  createdAt: start,
  expiresAt: start + 1_000,
  ...changes,
});

export const aSession = (changes: Partial<Session> = {}): Session => ({
  poolId,
  id: randomUUID(),
  sub: randomUUID(),
  clientId: 'client',
  scope: 'aws.cognito.signin.user.admin',
  authenticatedAt: start,
  createdAt: start,
  expiresAt: start + 1_000,
  secretHash: 'hash',
  generation: 0,
  rotatedAt: undefined,
  deviceKey: undefined,
  ...changes,
});

export const aMessage = (changes: Partial<QueuedMessage> = {}): QueuedMessage => ({
  id: randomUUID(),
  poolId,
  username: 'ada',
  channel: 'email',
  to: 'ada@example.com',
  trigger: 'SignUp',
  subject: 'Your code',
  body: 'Your code is 123456',
  code: '123456',
  link: undefined,
  from: undefined,
  replyTo: undefined,
  createdAt: start,
  state: 'queued',
  attempts: 0,
  nextAttemptAt: start,
  sentAt: undefined,
  lastError: undefined,
  ...changes,
});

export const anImportJob = (changes: Partial<ImportJob> = {}): ImportJob => ({
  poolId,
  id: `import-${randomUUID()}`,
  name: 'from the old site',
  status: 'Created',
  cloudWatchLogsRoleArn: 'arn:aws:iam::000000000000:role/logs',
  passwordHashingAlgorithm: undefined,
  createdAt: start,
  startedAt: undefined,
  completedAt: undefined,
  imported: 0,
  skipped: 0,
  failed: 0,
  completionMessage: undefined,
  log: [],
  uploadHash: 'hash',
  rowsDone: 0,
  ...changes,
});

/** Runs it so many times at once. */
export const atOnce = <T>(times: number, task: (index: number) => Promise<T>): Promise<PromiseSettledResult<T>[]> =>
  Promise.allSettled(Array.from({ length: times }, (_, index) => task(index)));

/** How many of the results are this value. */
export const countOf = <T>(results: readonly PromiseSettledResult<T>[], value: T): number =>
  results.filter((result) => result.status === 'fulfilled' && result.value === value).length;
