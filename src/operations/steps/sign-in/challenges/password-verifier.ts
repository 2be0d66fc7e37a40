import { srpSessionKey, srpSignatureMatches, SrpRefusal } from '#crypto/srp.ts';
import { Failure } from '#domain/failures.ts';
import type { Attempt } from '#domain/sign-in/attempt.ts';
import type { Challenge } from '../challenge.ts';
import type { ChallengeAnswer, SignInRequest, SignInUses } from '../context.ts';
import { challengedUser } from '../flows/srp.ts';
import { requireParameter } from '../parameters.ts';
import { proceed } from '../proceed.ts';
import { lockoutSubject, refuseLocked, refuseWrongPassword } from '../proof.ts';
import { openAttempt } from '../session.ts';

const timestamp =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}\d{1,2} \d\d:\d\d:\d\d UTC \d{4}$/;

/** The secret block as bytes; clients may send it back URL-safe and without padding. */
const bytesOf = (block: string): Buffer => Buffer.from(block.replaceAll('-', '+').replaceAll('_', '/'), 'base64');

/** The attempt is in the secret block, so that clients which forget the Session get on; one that is sent must fit it. */
function attemptIn(uses: SignInUses, request: SignInRequest, session: string | undefined): Attempt {
  const attempt = openAttempt(
    uses,
    request,
    bytesOf(requireParameter(request.parameters, 'PASSWORD_CLAIM_SECRET_BLOCK')).toString(),
  );
  if (session !== undefined && openAttempt(uses, request, session).id !== attempt.id)
    throw new Failure('sessionInvalid');
  return attempt;
}

async function proves(uses: SignInUses, request: ChallengeAnswer, verifier: Uint8Array): Promise<boolean> {
  const { pool, attempt, parameters } = request;
  if (!attempt.srp) throw new Failure('sessionInvalid');
  const { A, B, b } = attempt.srp;
  const key = await srpSessionKey({ A, B, b: Buffer.from(b, 'base64'), verifier }).catch((error: unknown) => {
    if (error instanceof SrpRefusal) return undefined;
    throw error;
  });
  const claim = {
    poolName: pool.shortName,
    userId: attempt.username,
    secretBlock: bytesOf(requireParameter(parameters, 'PASSWORD_CLAIM_SECRET_BLOCK')),
    timestamp: requireParameter(parameters, 'TIMESTAMP'),
  };
  return (
    key !== undefined &&
    srpSignatureMatches({ ...claim, key }, requireParameter(parameters, 'PASSWORD_CLAIM_SIGNATURE'))
  );
}

async function answer(uses: SignInUses, request: ChallengeAnswer) {
  const { pool, attempt, parameters } = request;
  if (!timestamp.test(requireParameter(parameters, 'TIMESTAMP'))) {
    throw new Failure('invalidParameter', {
      reason: 'TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.',
    });
  }
  const user = await uses.store.users.findBySub(pool.id, attempt.sub);
  const subject = lockoutSubject(uses, request, user, attempt.typed);
  await refuseLocked(uses, request, subject);
  const { verifier } = challengedUser(uses, request, user, attempt.typed);
  const proven = await proves(uses, request, verifier);
  if (!user?.password?.srp || !proven) return refuseWrongPassword(uses, request, user, subject);
  return proceed(uses, request, { user, attempt, typed: attempt.typed, proofs: [...attempt.proofs, 'password'] });
}

export const passwordVerifier: Challenge = {
  needs: ['USERNAME', 'PASSWORD_CLAIM_SECRET_BLOCK', 'PASSWORD_CLAIM_SIGNATURE', 'TIMESTAMP'],
  attemptIn,
  answer,
};
