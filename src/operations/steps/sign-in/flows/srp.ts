import { parseSrpA, secretLength, srpChallenge, srpDecoyVerifier, SrpRefusal } from '#crypto/srp.ts';
import { uuid } from '#crypto/random-text.ts';
import { Failure } from '#domain/failures.ts';
import type { User } from '#domain/users/user.ts';
import { foldName, isEmail, isPhoneNumber } from '#domain/users/names.ts';
import { authenticateClient } from '../../authenticate-client.ts';
import { findUser } from '../../find-user.ts';
import { standInSub } from '../../user-or-decoy.ts';
import type { SignInOutcome, SignInRequest, SignInUses } from '../context.ts';
import type { SignInFlow } from '../flow.ts';
import { requireParameter } from '../parameters.ts';
import { lockoutSubject, refuseLocked } from '../proof.ts';
import { newAttempt, sealAttempt } from '../session.ts';

interface Challenged {
  readonly username: string;
  readonly salt: string;
  readonly verifier: Uint8Array;
}

/**
 * What a name is challenged with. One that has no verifier (no such user, or a user imported with a foreign hash) gets a
 * salt, a verifier and an id that are always the same for it and fit no password.
 */
export function challengedUser(
  { secrets }: Pick<SignInUses, 'secrets'>,
  { pool }: SignInRequest,
  user: User | undefined,
  typed: string,
): Challenged {
  const stored = user?.password?.srp;
  if (user && stored)
    return { username: user.username, salt: stored.salt, verifier: Buffer.from(stored.verifier, 'hex') };
  const folded = foldName(pool, typed);
  const name = `${pool.id}/${user?.sub ?? folded}`;
  const seed = Buffer.from(secrets.fingerprint(name, 'srp.decoy'), 'hex');
  const salt = secrets.fingerprint(name, 'srp.decoy-salt').slice(0, 32);
  // An address stands for somebody with another username; any other name is one, spelt one way however it is typed.
  const isAddress = pool.usernameAttributes.size > 0 || isEmail(typed) || isPhoneNumber(typed);
  const addressed = isAddress && pool.usernameAttributes.size + pool.aliasAttributes.size > 0;
  const stranger = addressed ? uuid(Buffer.from(secrets.fingerprint(name, 'srp.decoy-id'), 'hex')) : folded;
  return { username: user?.username ?? stranger, salt, verifier: srpDecoyVerifier(seed) };
}

function refuseBadA(A: string): void {
  try {
    parseSrpA(A);
  } catch (error) {
    throw error instanceof SrpRefusal ? new Failure('invalidParameter', { reason: error.message }) : error;
  }
}

async function begin(uses: SignInUses, request: SignInRequest): Promise<SignInOutcome> {
  const { pool, client, parameters } = request;
  const typed = requireParameter(parameters, 'USERNAME');
  const A = requireParameter(parameters, 'SRP_A');
  refuseBadA(A);
  const user = await findUser(uses.store, pool, typed);
  authenticateClient(client, parameters['SECRET_HASH'], typed, user?.username ?? typed);
  if (!user && !client.hidesUnknownUsers) throw new Failure('unknownUser');
  await refuseLocked(uses, request, lockoutSubject(uses, request, user, typed));

  const { username, salt, verifier } = challengedUser(uses, request, user, typed);
  const b = uses.random.bytes(secretLength);
  const { B } = await srpChallenge({ verifier, b });
  const srp = { A, B, b: Buffer.from(b).toString('base64') };
  const attempt = newAttempt(uses, request, {
    sub: user?.sub ?? standInSub(uses, pool, typed),
    username,
    typed,
    challenge: 'PASSWORD_VERIFIER',
    proofs: [],
    passwordSetAt: undefined,
    srp,
  });
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      SALT: salt,
      SRP_B: B,
      SECRET_BLOCK: Buffer.from(sealAttempt(uses, attempt)).toString('base64'),
      USERNAME: username,
      USER_ID_FOR_SRP: username,
    },
    // The exchange itself is in the secret block only: with it the Session would be longer than AWS allows one to be.
    Session: sealAttempt(uses, { ...attempt, srp: undefined }),
  };
}

export const userSrp: SignInFlow = {
  origins: ['public', 'admin'],
  allowedBy: 'ALLOW_USER_SRP_AUTH',
  notAllowed: 'flowNotEnabled',
  needs: ['USERNAME', 'SRP_A'],
  begin,
};
