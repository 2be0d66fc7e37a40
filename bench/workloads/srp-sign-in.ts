import { mainPool } from '../site.ts';
import { signInBySrp } from '../sign-in.ts';
import type { Workload } from '../workload.ts';
import { oneCommit, reads, twoTokens } from './parts.ts';

/** InitiateAuth with USER_SRP_AUTH and RespondToAuthChallenge, together. */
export const srpSignIn: Workload = {
  name: 'SRP sign-in',
  concurrency: 8,
  exchanges: 2,
  parts: [
    { primitive: 'generatorPower', times: 1, why: 'the challenge is made of g^b' },
    { primitive: 'publicPower', times: 1, why: 'the answer is checked with v^u' },
    { primitive: 'secretPower', times: 1, why: 'and with S, the power of a secret' },
    twoTokens,
    reads(2, 'the user, in each step'),
    oneCommit,
  ],
  aim: 1.5,
  async prepare(site) {
    const pool = mainPool(site);
    return async (connection, turn) => {
      await signInBySrp(connection, pool, (turn * 7_919) % pool.users);
    };
  },
};
