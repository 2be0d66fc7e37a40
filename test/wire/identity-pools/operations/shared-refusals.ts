import { identityPoolsModel } from '#contract/model.ts';
import { arnOf, unknownPool, type Name } from './scene.ts';

/** How every operation that takes a certain member refuses a bad one. */
interface SharedRefusal {
  /** The operations are those that take this member. */
  readonly member: string;
  /** The error's name without `Exception`; operations that do not declare it are left out, but for `Validation`. */
  readonly error: string;
  /** `*` stands for what differs from call to call. */
  readonly message: string;
  /** What is wrong with the input. */
  readonly change: Readonly<Record<string, unknown>>;
}

const invalid = (value: string, member: string, constraint: string): string =>
  `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must ${constraint}`;
const idPattern = 'satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+';

const sharedRefusals: readonly SharedRefusal[] = [
  {
    ...{ member: 'IdentityPoolId', error: 'Validation', change: { IdentityPoolId: 'no pool' } },
    message: invalid('no pool', 'identityPoolId', idPattern),
  },
  {
    ...{ member: 'IdentityPoolId', error: 'ResourceNotFound', change: { IdentityPoolId: unknownPool } },
    message: `IdentityPool '${unknownPool}' not found.`,
  },
  {
    ...{ member: 'IdentityId', error: 'Validation', change: { IdentityId: 'no identity' } },
    message: invalid('no identity', 'identityId', idPattern),
  },
  {
    ...{ member: 'IdentityId', error: 'ResourceNotFound', change: { IdentityId: unknownPool } },
    message: `Identity '${unknownPool}' not found.`,
  },
  {
    ...{ member: 'MaxResults', error: 'Validation', change: { MaxResults: 61 } },
    message: invalid('61', 'maxResults', 'have value less than or equal to 60'),
  },
  {
    ...{ member: 'NextToken', error: 'InvalidParameter', change: { NextToken: 'made-up' } },
    message: 'Invalid pagination token given.',
  },
  {
    ...{ member: 'ResourceArn', error: 'ResourceNotFound', change: { ResourceArn: arnOf(unknownPool) } },
    message: `IdentityPool '${unknownPool}' not found.`,
  },
  {
    member: 'ResourceArn',
    error: 'InvalidParameter',
    change: { ResourceArn: 'arn:aws:iam::000000000000:role/reader' },
    message: 'arn:aws:iam::000000000000:role/reader is not the ARN of an identity pool.',
  },
];

/** What of the shared refusals applies to an operation. */
export function sharedRefusalsOf(name: Name): readonly SharedRefusal[] {
  const { errors, input } = identityPoolsModel.operations[name]!;
  const members = identityPoolsModel.shapes[input]!.members ?? {};
  return sharedRefusals.filter(
    ({ member, error }) =>
      Object.hasOwn(members, member) && (error === 'Validation' || errors.includes(`${error}Exception`)),
  );
}
