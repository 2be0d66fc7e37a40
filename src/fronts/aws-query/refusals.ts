import type { ErrorCode } from '#contract/error-codes.gen.ts';
import type { Failure, FailureName } from '#domain/failures.ts';

/** A failure as AWS Query tells it. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly message: string;
  readonly status: number;
}

/** Query's names for what the JSON services call otherwise. */
const codes: { readonly [Name in FailureName]?: ErrorCode } = {
  accessDenied: 'AccessDenied',
  concurrentModification: 'ConcurrentModification',
  expiredToken: 'ExpiredToken',
  incompleteSignature: 'IncompleteSignature',
  internal: 'InternalFailure',
  invalidPaginationToken: 'ValidationError',
  invalidParameter: 'ValidationError',
  invalidSignature: 'SignatureDoesNotMatch',
  missingAuthenticationToken: 'MissingAuthenticationToken',
  notBuilt: 'NotImplemented',
  notHonoured: 'ValidationError',
  requestTooLarge: 'RequestEntityTooLarge',
  serialization: 'MalformedInput',
  signatureScope: 'SignatureDoesNotMatch',
  tooManyRequests: 'Throttling',
  unrecognizedClient: 'InvalidClientTokenId',
  validation: 'ValidationError',
};

const messages: { readonly [Name in FailureName]?: string } = {
  invalidPaginationToken: 'Invalid Marker.',
  missingAuthenticationToken: 'Request is missing Authentication Token',
};

/** The status of every code that is not answered with 400. */
const statuses: { readonly [Code in ErrorCode]?: number } = {
  AccessDenied: 403,
  ConcurrentModification: 409,
  DeleteConflict: 409,
  EntityAlreadyExists: 409,
  EntityTemporarilyUnmodifiable: 409,
  ExpiredToken: 403,
  IDPRejectedClaim: 403,
  InternalFailure: 500,
  InvalidClientTokenId: 403,
  LimitExceeded: 409,
  MissingAuthenticationToken: 403,
  NoSuchEntity: 404,
  NotImplemented: 501,
  PolicyEvaluation: 500,
  RegionDisabledException: 403,
  RequestEntityTooLarge: 413,
  ServiceFailure: 500,
  ServiceUnavailable: 503,
  SignatureDoesNotMatch: 403,
};

export function refusalOf({ failure, code: own, message }: Failure): Refusal {
  const code = codes[failure] ?? own;
  return { code, message: messages[failure] ?? message, status: statuses[code] ?? 400 };
}
