import { decodeJwt } from '#crypto/jwt.ts';
import { Failure } from '#domain/failures.ts';

/** A token and whose it says it is; nothing about it is verified. */
export interface ClaimedToken {
  readonly token: string;
  /** Its `iss`. */
  readonly issuer: string;
}

/** As long as WebIdentityToken may be. */
const longest = 20_000;

/** @throws Failure `identityTokenInvalid` for what is no JWT, has no signature or no issuer */
export function claimedBy(token: string): ClaimedToken {
  const { iss } = decodeJwt(token, longest)?.claims ?? {};
  if (typeof iss === 'string' && iss !== '') return { token, issuer: iss };
  throw new Failure('identityTokenInvalid', {
    reason: 'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
  });
}
