import { signedRequest } from '../aws-request.ts';
import { mainPool, usernameOf } from '../site.ts';
import { ask, inTurn, type Workload } from '../workload.ts';
import { reads, signatureCheck } from './parts.ts';

/** An administrator reads a user. The requests are signed beforehand. */
export const adminGetUser: Workload = {
  name: 'AdminGetUser',
  concurrency: 16,
  exchanges: 1,
  parts: [reads(1, 'the user'), signatureCheck],
  aim: 2.5,
  async prepare(site) {
    const { poolId: UserPoolId, users } = mainPool(site);
    const requests = Array.from({ length: 1_000 }, (_, turn) => {
      const Username = usernameOf((turn * 7_919) % users);
      return signedRequest(site.credentials, 'AdminGetUser', { UserPoolId, Username });
    });
    return async (connection, turn) => {
      const { Enabled } = await ask<{ Enabled?: boolean }>(connection, inTurn(requests, turn));
      if (Enabled !== true) throw new Error('AdminGetUser answered no enabled user.');
    };
  },
};
