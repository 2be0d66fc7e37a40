import { credentialsOf, identityOf, makeIdentityPool } from '../identity-pool.ts';
import { mainPool } from '../site.ts';
import { signedIn } from '../sign-in.ts';
import { inTurn, type Workload } from '../workload.ts';
import { oneCommit, reads, sealedSession, tokenCheck } from './parts.ts';

const name = 'GetId + GetCredentialsForIdentity';
const rate = 1_500;

/** A new guest and its credentials: two exchanges. */
export const guestCredentials: Workload = {
  name: `${name}, guest`,
  concurrency: 16,
  exchanges: 2,
  parts: [oneCommit, reads(1, 'the identity'), sealedSession],
  rate,
  async prepare(site, connection) {
    const pool = await makeIdentityPool(site, connection, 'guests');
    return async (over) => {
      await credentialsOf(over, await identityOf(over, pool));
    };
  },
};

/** The same for users of a user pool who have been there before: nothing is written. */
export const readerCredentials: Workload = {
  name: `${name}, signed in`,
  concurrency: 16,
  exchanges: 2,
  parts: [
    tokenCheck(2, 'the ID token is checked in each call'),
    reads(3, 'whose the login is; the identity and its logins'),
    sealedSession,
  ],
  rate,
  async prepare(site, connection) {
    const pool = await makeIdentityPool(site, connection, 'readers');
    const sessions = await signedIn(connection, mainPool(site), 64);
    const logins = sessions.map(({ IdToken }) => ({ [pool.provider]: IdToken }));
    for (const login of logins) await identityOf(connection, pool, login);
    return async (over, turn) => {
      const login = inTurn(logins, turn);
      await credentialsOf(over, await identityOf(over, pool, login), login);
    };
  },
};
