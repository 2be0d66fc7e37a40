import { parseAuthorization } from '#crypto/sigv4/parse-authorization.ts';
import { headerValues, type ParsedAuthorization, type SignedRequest } from '#crypto/sigv4/request.ts';
import { signingKeyCache } from '#crypto/sigv4/signing-key.ts';
import { verifySignature } from '#crypto/sigv4/verify.ts';
import { Failure } from '#domain/failures.ts';
import type { AccessKeys, Principal } from '#ports/access-keys.ts';
import type { Clock } from '#ports/world.ts';
import { clockProblem } from './clock.ts';
import { scopeProblem } from './scope.ts';

/** A signed request, and what the service that received it expects of the signature. */
export interface SignedCall extends SignedRequest {
  /** The signing name: `cognito-idp`. */
  readonly service: string;
  /** Headers that decide what the request does, and so must be covered by the signature; lower case. */
  readonly mustSign: readonly string[];
  /** Whether the service takes signatures in the query too (presigned URLs). */
  readonly presigned?: boolean;
}

/** Who signed, and for which region. */
export interface Signer {
  readonly principal: Principal;
  readonly region: string;
}

export type Authenticate = (call: SignedCall) => Promise<Signer>;

export interface SigV4Options {
  readonly accessKeys: AccessKeys;
  /** Real time in milliseconds since the epoch: what signatures are held against. */
  readonly now: () => number;
  /** What temporary keys expire by; real time unless given. */
  readonly clock?: Clock;
}

/**
 * Verifies the signature in a request's Authorization header (AWS Signature Version 4). It throws, in this order,
 * `missingAuthenticationToken`, `incompleteSignature`, `signatureScope` (scope, clock, unsigned headers),
 * `unrecognizedClient`, `expiredToken` and `invalidSignature`.
 */
export function sigV4Authenticator({ accessKeys, now, clock = { now } }: SigV4Options): Authenticate {
  const signingKeys = signingKeyCache();
  return async (call) => {
    const parsed = claimedSignature(call);
    const time = now();
    const reason = scopeProblem(parsed, call.service) ?? clockProblem(parsed, time) ?? unsignedProblem(call, parsed);
    if (reason) throw new Failure('signatureScope', { reason });

    const key = await accessKeys.find(parsed.accessKeyId, parsed.sessionToken);
    // An unknown key costs the same work as a known one.
    const genuine = verifySignature({
      ...call,
      parsed,
      secret: key?.secret ?? noSecret,
      uriStyle: 'normalised',
      signingKeys,
    });
    if (!key?.active) throw new Failure('unrecognizedClient');
    if (key.expiresAt !== undefined && key.expiresAt <= clock.now()) throw new Failure('expiredToken');
    if (!genuine) throw new Failure('invalidSignature');
    return { principal: key.principal, region: parsed.region };
  };
}

// As long as a real one. Nobody signs with it: a signature over it is refused with the unknown key all the same.
const noSecret = '-'.repeat(40);

function claimedSignature({ rawHeaders, rawTarget, presigned = false }: SignedCall): ParsedAuthorization {
  const result = parseAuthorization(rawHeaders, rawTarget);
  if (!result.ok && result.reason === 'missing') throw new Failure('missingAuthenticationToken');
  if (!result.ok) throw new Failure('incompleteSignature', { reason: result.message });
  if (result.value.form === 'query' && !presigned) {
    throw new Failure('incompleteSignature', {
      reason: 'This service takes signatures in the Authorization header only.',
    });
  }
  return result.value;
}

function unsignedProblem(
  { mustSign, rawHeaders }: SignedCall,
  { signedHeaders }: ParsedAuthorization,
): string | undefined {
  const unsigned = mustSign.filter(
    (name) => !signedHeaders.includes(name) && headerValues(rawHeaders, name).length > 0,
  );
  return unsigned.length > 0
    ? `There were headers present in the request which were not signed: ${unsigned.join(', ')}`
    : undefined;
}
