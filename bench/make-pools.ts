import type { RootCredentials } from '#config/credentials-file.ts';
import { signedRequest } from './aws-request.ts';
import { openConnection } from './http-connection.ts';
import type { FilledPool } from './site.ts';
import { ask } from './workload.ts';

/** Makes a pool of each size, still empty, with a client that may use every flow that is measured. */
export async function makePools(
  port: number,
  credentials: RootCredentials,
  sizes: readonly number[],
): Promise<FilledPool[]> {
  const connection = await openConnection(port);
  const call = <Answer>(operation: string, input: object) =>
    ask<Answer>(connection, signedRequest(credentials, operation, input));
  const pools: FilledPool[] = [];
  for (const users of sizes) {
    const { UserPool } = await call<{ UserPool: { Id: string } }>('CreateUserPool', {
      PoolName: `bench-${users}`,
      AutoVerifiedAttributes: ['email'],
    });
    const { UserPoolClient } = await call<{ UserPoolClient: { ClientId: string } }>('CreateUserPoolClient', {
      UserPoolId: UserPool.Id,
      ClientName: 'bench',
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    });
    pools.push({ poolId: UserPool.Id, clientId: UserPoolClient.ClientId, users });
  }
  connection.close();
  return pools;
}
