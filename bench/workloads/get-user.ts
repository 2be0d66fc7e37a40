import { publicRequest } from '../aws-request.ts';
import { mainPool } from '../site.ts';
import { signedIn } from '../sign-in.ts';
import { ask, inTurn, type Workload } from '../workload.ts';
import { reads } from './parts.ts';

/** A user reads itself, by its access token. */
export const getUser: Workload = {
  name: 'GetUser',
  concurrency: 16,
  exchanges: 1,
  parts: [
    { primitive: 'rsaVerify', times: 1, why: "the access token's signature is checked" },
    reads(2, 'the session, which may have been revoked, and the user'),
  ],
  aim: 2.5,
  async prepare(site, connection) {
    const sessions = await signedIn(connection, mainPool(site), 64);
    const requests = sessions.map(({ AccessToken }) => publicRequest('GetUser', { AccessToken }));
    return async (over, turn) => {
      const { UserAttributes } = await ask<{ UserAttributes?: unknown[] }>(over, inTurn(requests, turn));
      if (!UserAttributes?.length) throw new Error('GetUser answered no attributes.');
    };
  },
};
