import { cognitoPolicies } from './cognito.ts';
import { generalPolicies } from './general.ts';

/** A managed policy that is AWS's: it can be attached and read, but not changed. */
export interface AwsManagedPolicy {
  /** `ANPA…` */
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly description: string;
  /** The number of AWS's version that this is. */
  readonly version: number;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly statements: readonly object[];
}

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
