import { Failure } from '#domain/failures.ts';
import type { User } from '#domain/users/user.ts';
import type { Stores } from '#ports/stores.ts';
import { authenticateClient } from '../../authenticate-client.ts';
import { findUser } from '../../find-user.ts';
import { preparePassword } from '../../prepare-password.ts';
import type { SignInOutcome, SignInRequest, SignInUses } from '../context.ts';
import type { SignInFlow } from '../flow.ts';
import { requireParameter } from '../parameters.ts';
import { proceed } from '../proceed.ts';
import { lockoutSubject, refuseLocked, refuseWrongPassword } from '../proof.ts';

/**
 * A password that arrives in clear lets us replace a hash of an older form, and make the SRP verifier that an imported
 * user has not got yet.
 */
async function upgrade(uses: SignInUses, { pool }: SignInRequest, user: User, password: string) {
  if (!user.password) return undefined;
  const { hash, srp } = user.password;
  if (!uses.passwords.provesWhole(hash, password) || (srp && !uses.passwords.needsRehash(hash))) return undefined;
  const renewed = { ...(await preparePassword(uses, pool, user.username, password)), setAt: user.password.setAt };
  return async ({ users }: Stores) => {
    await users.change(pool.id, user.sub, (now) => (now.password?.hash === hash ? { ...now, password: renewed } : now));
  };
}

/** Proves a password sent in clear (over TLS). */
async function signInWithPassword(uses: SignInUses, request: SignInRequest): Promise<SignInOutcome> {
  const { pool, client, parameters } = request;
  const typed = requireParameter(parameters, 'USERNAME');
  const password = requireParameter(parameters, 'PASSWORD');
  const user = await findUser(uses.store, pool, typed);
  authenticateClient(client, parameters['SECRET_HASH'], typed, user?.username ?? typed);
  if (!user && !client.hidesUnknownUsers) throw new Failure('unknownUser');

  const subject = lockoutSubject(uses, request, user, typed);
  await refuseLocked(uses, request, subject);
  const matches = await uses.passwords.matches(user?.password?.hash, password);
  if (!user || !matches) return refuseWrongPassword(uses, request, user, subject);
  return proceed(uses, request, {
    user,
    typed,
    proofs: ['password'],
    alsoWrite: await upgrade(uses, request, user, password),
  });
}

const flow = { needs: ['USERNAME', 'PASSWORD'], begin: signInWithPassword } as const;

export const userPassword: SignInFlow = {
  ...flow,
  origins: ['public', 'admin'],
  allowedBy: 'ALLOW_USER_PASSWORD_AUTH',
  notAllowed: 'passwordFlowNotEnabled',
};

export const adminUserPassword: SignInFlow = {
  ...flow,
  origins: ['admin'],
  allowedBy: 'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  notAllowed: 'authFlowNotEnabled',
};
