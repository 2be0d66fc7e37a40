import type { AwsManagedPolicy } from './aws-managed-policy.ts';
import { cognitoPolicies } from './cognito.ts';
import { generalPolicies } from './general.ts';

export const awsManagedArn = ({ path, name }: { path: string; name: string }): string =>
  `arn:aws:iam::aws:policy${path}${name}`;

/** By ARN, in the order of their names. */
export const awsManagedPolicies: ReadonlyMap<string, AwsManagedPolicy> = new Map(
  [...cognitoPolicies, ...generalPolicies]
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map((policy) => [awsManagedArn(policy), policy]),
);

export const documentOf = ({ statements }: AwsManagedPolicy): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements }, undefined, 2);
