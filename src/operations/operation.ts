import type { Iam, IdentityPools, Sts, UserPools } from '#contract/aws.ts';
import type { Principal } from '#ports/access-keys.ts';
import type { Services } from '#ports/services.ts';

/** What an operation may know of the request besides its input. */
export interface Call {
  readonly requestId: string;
  /** The region of the caller's signature, of the pool id in the input, or the default one. */
  readonly region: string;
  /** Who signed; undefined where the request was not signed. */
  readonly principal?: Principal | undefined;
  readonly sourceIp?: string | undefined;
  readonly userAgent?: string | undefined;
}

export type Contract = UserPools & IdentityPools & Sts;
export type OperationName = keyof Contract;
export type Input<Name extends OperationName> = Contract[Name]['input'];
export type Output<Name extends OperationName> = Promise<Contract[Name]['output']>;
/** IAM's operations, many of which have the names of user pools' operations. */
export type IamInput<Name extends keyof Iam> = Iam[Name]['input'];
export type IamOutput<Name extends keyof Iam> = Promise<Iam[Name]['output']>;
export type { Services } from '#ports/services.ts';

/** The services an operation names; it can reach no other. */
export type Uses<Name extends keyof Services> = Pick<Services, Name>;

/** The shape of a service's operations, by name; those that are not built yet are left out. */
export type OperationsOf<Service> = {
  [Name in keyof Service]: Service[Name] extends { input: infer In; output: infer Out }
    ? (input: In, uses: Services, call: Call) => Promise<Out>
    : never;
};
