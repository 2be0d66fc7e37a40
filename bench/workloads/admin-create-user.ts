import { signedRequest } from '../aws-request.ts';
import { mainPool, usualPassword } from '../site.ts';
import { ask, type Workload } from '../workload.ts';
import { newVerifier, oneCommit, passwordHash, signatureCheck } from './parts.ts';

/** A user that an administrator adds with a temporary password, without an invitation. */
export const adminCreateUser: Workload = {
  name: 'AdminCreateUser',
  concurrency: 4,
  exchanges: 1,
  parts: [passwordHash, newVerifier, oneCommit, signatureCheck],
  aim: 1.15,
  async prepare(site) {
    const { poolId: UserPoolId } = mainPool(site);
    return async (connection, turn) => {
      const Username = `created-${site.run}-${turn}`;
      const given = { TemporaryPassword: usualPassword, MessageAction: 'SUPPRESS' };
      const request = signedRequest(site.credentials, 'AdminCreateUser', { UserPoolId, Username, ...given });
      const { User } = await ask<{ User?: { UserStatus: string } }>(connection, request);
      if (User?.UserStatus !== 'FORCE_CHANGE_PASSWORD') throw new Error('AdminCreateUser answered no new user.');
    };
  },
};
