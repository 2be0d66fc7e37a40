import { mainPool } from '../site.ts';
import { initiateAuth, signedIn, tokensIn } from '../sign-in.ts';
import { inTurn, type Workload } from '../workload.ts';
import { reads, twoTokens } from './parts.ts';

/** InitiateAuth with REFRESH_TOKEN_AUTH, without rotation. */
export const refresh: Workload = {
  name: 'refresh',
  concurrency: 16,
  exchanges: 1,
  parts: [
    twoTokens,
    reads(2, 'the session, which may have been revoked, and the user'),
    { primitive: 'unseal', times: 1, why: 'the refresh token is sealed' },
  ],
  aim: 1.6,
  async prepare(site, connection) {
    const pool = mainPool(site);
    const sessions = await signedIn(connection, pool, 64);
    return async (over, turn) => {
      const REFRESH_TOKEN = inTurn(sessions, turn).RefreshToken;
      tokensIn(await initiateAuth(over, pool, 'REFRESH_TOKEN_AUTH', { REFRESH_TOKEN }));
    };
  },
};
