import { randomUUID } from 'node:crypto';
import type { Iam } from '#contract/aws.ts';
import { iamModel } from '#contract/model.ts';
import { validatorOf } from '#contract/validate.ts';
import { operations } from '#operations/iam/operations.gen.ts';
import type { Call, Services } from '#operations/operation.ts';
import { engines } from './engines.ts';
import { openWorld, type World } from './world.ts';

export const accountId = '000000000000';

/** A world in which IAM's operations are run, as the account's root unless said otherwise. */
export interface IamWorld extends World {
  iam<Name extends keyof typeof operations>(
    name: Name,
    ...given: {} extends Iam[Name]['input']
      ? [input?: Iam[Name]['input'], call?: Partial<Call>]
      : [input: Iam[Name]['input'], call?: Partial<Call>]
  ): Promise<Iam[Name]['output']>;
  /** A role that anybody of the account may take on, if their own policies let them. */
  role(name: string, more?: Partial<Iam['CreateRole']['input']>): Promise<void>;
}

export async function openIamWorld(options: Parameters<typeof openWorld>[0] = {}): Promise<IamWorld> {
  const world = await openWorld(options);
  const principal = {
    kind: 'root',
    arn: `arn:aws:iam::${accountId}:root`,
    accountId,
    accessKeyId: 'AKIAROOT',
  } as const;
  const iam: IamWorld['iam'] = async (name, input = {} as never, call = {}) => {
    const operation = operations[name] as unknown as (input: unknown, uses: Services, call: Call) => Promise<never>;
    return operation(validatorOf(iamModel, name)(structuredClone(input)), world.services, {
      requestId: randomUUID(),
      region: 'us-east-1',
      principal,
      ...call,
    });
  };
  return {
    ...world,
    iam,
    async role(name, more = {}) {
      await iam('CreateRole', { RoleName: name, AssumeRolePolicyDocument: trusting(accountId), ...more });
    },
  };
}

/** The same world on every engine, so that one suite can be run on each. */
export const iamWorlds = (Object.keys(engines) as (keyof typeof engines)[]).map((engine) => ({
  engine,
  open: () => openIamWorld({ engine }),
}));

/** A trust policy in favour of what stands under `AWS`. */
export const trusting = (...principals: readonly string[]): string =>
  policy({ Effect: 'Allow', Principal: { AWS: principals }, Action: 'sts:AssumeRole' });

/** A policy that allows an action on everything. */
export const allowing = (...actions: readonly string[]): string =>
  policy({ Effect: 'Allow', Action: actions, Resource: '*' });

export const policy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
