import { readFile } from 'node:fs/promises';
import type { ExplainAccessInput } from '#operations/admin/explained.ts';
import { answered } from '../answered.ts';
import { type Call, type Command, UsageError } from '../command.ts';
import { membersFrom } from '../flags.ts';
import { inFlags } from '../in-flags.ts';
import { keyValues } from '../key-values.ts';
import { accessLines } from '../show/access.ts';
import { askerAdvice, askerFlags, askerFrom, askerMembers } from '../why-flags.ts';

const texts = { principal: 'Principal', action: 'Action', resource: 'Resource' } as const;
const members = { ...texts, context: 'Context', 'resource-policy': 'ResourcePolicy', ...askerMembers } as const;

export const why: Command = {
  summary: 'why somebody may or may not do something, and what would change it',
  about: `Asks the policies whether a principal, an identity or a user may do something, and tells which statements decided
it and the smallest change that would decide it otherwise. It reads the database itself, beside a running server or
without one, and changes nothing. cenote why role tells how an identity gets its role.`,
  examples: [
    [
      'cenote why --principal arn:aws:iam::000000000000:role/reader --action s3:GetObject',
      'may the role read anything?',
    ],
    [
      'cenote why --identity us-east-1:4f2b… --action s3:GetObject --resource arn:aws:s3:::news/paid/1',
      'may this identity read that article?',
    ],
    [
      'cenote why --identity-pool us-east-1:7c1d… --username ada --action s3:GetObject',
      'may ada, if she signed in now?',
    ],
    ['cenote why --identity-pool us-east-1:7c1d… --action s3:GetObject', 'may a guest?'],
    ['cenote why … --context aws:SourceIp=203.0.113.7', 'if the request came from there?'],
  ],
  flags: {
    principal: { value: 'ARN', description: 'A user, a role, a role’s session or the root of the account' },
    ...askerFlags,
    action: { value: 'SERVICE:NAME', description: 'What is to be done' },
    resource: { value: 'ARN', description: 'On what; * unless given' },
    context: {
      value: 'KEY=VALUE',
      repeatable: true,
      description: 'A condition key of the request; several times for several values',
    },
    'resource-policy': { value: 'FILE', description: 'The policy on the resource, as JSON' },
    json: { description: 'Print the answer as JSON, as the admin API gives it' },
  },
  settings: ['data', 'port', 'publicUrl'],
  async run(call) {
    const input = await questionFrom(call);
    const { explainAccess } = await import('#operations/admin/explain-access.ts');
    const { readAccessQuestion } = await import('#operations/admin/read-question.ts');
    return answered(call, {
      members,
      check: () => readAccessQuestion(input),
      ask: (uses, request) => explainAccess(input, uses, request),
      show: (answer) => accessLines({ ...answer, Notes: answer.Notes.map((note) => inFlags(note, members)) }),
      advice: { ...askerAdvice, noSuchEntity: 'aws iam list-roles and aws iam list-users tell who there is.' },
    });
  },
};

async function questionFrom(call: Call): Promise<ExplainAccessInput> {
  const [file] = call.values('resource-policy');
  const context = call.values('context');
  return {
    ...askerFrom(call),
    ...membersFrom(call, texts),
    ...(context.length > 0 && { Context: keyValues('context', context) }),
    ...(file !== undefined && { ResourcePolicy: await contentOf(file) }),
  } as ExplainAccessInput; // held to its form by readAccessQuestion
}

async function contentOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(
      `--resource-policy: ${file} cannot be read (${error.code}). Name a file that holds the policy.`,
    );
  });
}
