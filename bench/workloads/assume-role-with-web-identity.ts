import { identityPools, publicRequest, sts } from '../aws-request.ts';
import { identityOf, makeIdentityPool, textIn } from '../identity-pool.ts';
import { ask, exchange, inTurn, type Workload } from '../workload.ts';
import { sealedSession, tokenCheck } from './parts.ts';

const tokens = 64;

/** The second half of the classic flow: a role's session for a token of the identity pool. */
export const assumeRoleWithWebIdentity: Workload = {
  name: 'AssumeRoleWithWebIdentity',
  concurrency: 16,
  exchanges: 1,
  parts: [tokenCheck(1, "the identity pool's token is checked"), sealedSession],
  async prepare(site, connection) {
    const pool = await makeIdentityPool(site, connection, 'classic');
    const requests: string[] = [];
    while (requests.length < tokens) {
      const IdentityId = await identityOf(connection, pool);
      const request = publicRequest('GetOpenIdToken', { IdentityId }, identityPools);
      const { Token } = await ask<{ Token: string }>(connection, request);
      const input = { RoleArn: pool.roleArn, RoleSessionName: 'bench', WebIdentityToken: Token };
      requests.push(publicRequest('AssumeRoleWithWebIdentity', input, sts));
    }
    return async (over, turn) => {
      textIn(await exchange(over, inTurn(requests, turn)), 'SessionToken');
    };
  },
};
