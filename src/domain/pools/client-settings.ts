import type { UserPools } from '#contract/aws.ts';

type Create = UserPools['CreateUserPoolClient']['input'];

/** An app client's settings under AWS's own names. */
export type ClientSettings = Omit<Create, 'UserPoolId' | 'ClientName' | 'GenerateSecret' | 'ClientSecret'>;
