import type * as IdentityPoolsSdk from '@aws-sdk/client-cognito-identity';
import type * as UserPoolsSdk from '@aws-sdk/client-cognito-identity-provider';
import type * as IamSdk from '@aws-sdk/client-iam';
import type * as StsSdk from '@aws-sdk/client-sts';

/** Turns an AWS SDK client module into `{ SignUp: { input, output }, … }`. Types only, so the SDK stays a development dependency. */
export type ContractOf<Sdk> = {
  [
    Key in keyof Sdk as Key extends `${infer Name}Command` ? (Name extends '$' | '' ? never : Name) : never
  ]: Sdk[Key] extends abstract new (...given: infer Given extends readonly [input?: any]) => infer Command
    ? { input: Validated<NonNullable<Given[0]>>; output: OutputOf<Command> }
    : never;
};

type OutputOf<Command> = Command extends {
  resolveMiddleware(...args: any[]): (...args: any[]) => Promise<{ output: infer Out }>;
}
  ? Omit<Out & object, '$metadata'>
  : never;

/** The SDK types a required member `T | undefined`; after validation it is `T`. */
type Validated<T> = { [Key in keyof T]: {} extends Pick<T, Key> ? T[Key] : Exclude<T[Key], undefined> };

export type UserPools = ContractOf<typeof UserPoolsSdk>;
export type IdentityPools = ContractOf<typeof IdentityPoolsSdk>;
export type Iam = ContractOf<typeof IamSdk>;
export type Sts = ContractOf<typeof StsSdk>;
