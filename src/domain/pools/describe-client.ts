import type { UserPools } from '#contract/aws.ts';
import type { ClientRecord } from './client.ts';

type Described = NonNullable<UserPools['DescribeUserPoolClient']['output']['UserPoolClient']>;

/** A client as DescribeUserPoolClient shows it. Of two secrets it shows the older one, which all its programs know. */
export function describeClient(client: ClientRecord): Described {
  const [secret] = client.secrets;
  return {
    ...client.settings,
    UserPoolId: client.poolId,
    ClientId: client.id,
    ClientName: client.name,
    ...(secret && { ClientSecret: secret.value }),
    CreationDate: new Date(client.createdAt),
    LastModifiedDate: new Date(client.modifiedAt),
  };
}
