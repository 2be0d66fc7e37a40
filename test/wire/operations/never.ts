import { userPoolsModel } from '#contract/model.ts';
import type { Name } from './scene.ts';

const broken = 'means a defect or a broken database; test/faults breaks the database';
const senders = 'the server sends through its own senders, not through a role or a verified identity of the account';
const triggers = 'triggers are not built, so none can fail';
const factors = 'second factors are not built';

/** Errors that AWS declares and that no request to this server leads to, whichever operation it asks for. */
const anywhere: Readonly<Record<string, string>> = {
  Forbidden: 'comes from a web application firewall in front of the service, and there is none',
  InternalError: broken,
  InternalServer: broken,
  InvalidEmailRoleAccessPolicy: senders,
  InvalidLambdaResponse: triggers,
  InvalidSmsRoleAccessPolicy: senders,
  InvalidSmsRoleTrustRelationship: senders,
  MFAMethodNotFound: factors,
  OperationNotEnabled: 'comes from the secondary of a pool in several regions, and every pool has one',
  SoftwareTokenMFANotFound: factors,
  TooManyFailedAttempts: 'AWS does not say when; wrong codes run into LimitExceeded, or destroy the code',
  TooManyRequests:
    'comes only when more passwords wait for their hash than can be served soon; src/adapters/passwords shows it',
  UnexpectedLambda: triggers,
  UserLambdaValidation: triggers,
};

/** What cannot happen to the operations of an administrator, of a user with an access token, and of anybody. */
const byCaller: Readonly<Record<'sigv4' | 'token' | 'none', Readonly<Record<string, string>>>> = {
  sigv4: { NotAuthorized: 'a key that may not do this is answered AccessDeniedException, as by every AWS service' },
  token: {
    PasswordResetRequired: 'a reset ends the sessions, so that their tokens are revoked before the status is looked at',
    ResourceNotFound: 'a token says which pool it is of, and one of a pool that is gone is an invalid token',
    UserNotConfirmed: 'nobody who has signed in becomes unconfirmed again',
  },
  none: {},
};

/** Why this error of this operation cannot be provoked, where the reason is not the operation's own. */
export function neverReason(name: Name, error: string): string | undefined {
  return anywhere[error] ?? byCaller[userPoolsModel.operations[name]!.auth][error];
}
