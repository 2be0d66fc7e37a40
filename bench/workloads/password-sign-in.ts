import { mainPool, usernameOf, usualPassword } from '../site.ts';
import { initiateAuth, tokensIn } from '../sign-in.ts';
import type { Workload } from '../workload.ts';
import { oneCommit, passwordHash, reads, twoTokens } from './parts.ts';

/** InitiateAuth with USER_PASSWORD_AUTH. */
export const passwordSignIn: Workload = {
  name: 'password sign-in',
  concurrency: 4,
  exchanges: 1,
  parts: [passwordHash, twoTokens, reads(1, 'the user'), oneCommit],
  aim: 1.15,
  async prepare(site) {
    const pool = mainPool(site);
    return async (connection, turn) => {
      const USERNAME = usernameOf((turn * 7_919) % pool.users);
      const given = { USERNAME, PASSWORD: usualPassword };
      tokensIn(await initiateAuth(connection, pool, 'USER_PASSWORD_AUTH', given));
    };
  },
};
