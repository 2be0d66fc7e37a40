import { publicRequest } from '../aws-request.ts';
import { mainPool, usualPassword } from '../site.ts';
import { ask, type Workload } from '../workload.ts';
import { newVerifier, oneCommit, passwordHash } from './parts.ts';

/** A new user with a password; the code that confirms its address is made and goes to the outbox. */
export const signUp: Workload = {
  name: 'SignUp',
  concurrency: 4,
  exchanges: 1,
  parts: [passwordHash, newVerifier, oneCommit],
  aim: 1.15,
  async prepare(site) {
    const { clientId: ClientId } = mainPool(site);
    return async (connection, turn) => {
      const Username = `signed-up-${site.run}-${turn}`;
      const UserAttributes = [{ Name: 'email', Value: `${Username}@example.com` }];
      const input = { ClientId, Username, Password: usualPassword, UserAttributes };
      const { UserSub } = await ask<{ UserSub?: string }>(connection, publicRequest('SignUp', input));
      if (!UserSub) throw new Error('SignUp answered no UserSub.');
    };
  },
};
