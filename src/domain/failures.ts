import type { ErrorCode } from '#contract/error-codes.gen.ts';

/**
 * Every way in which a request can fail, by name: AWS's code and AWS's text. `{word}` is filled from the failure's details.
 * Only fronts write these to a wire.
 */
export const failures = {
  // the caller
  accessDenied: {
    code: 'AccessDeniedException',
    message: 'User: {principal} is not authorized to perform: {action} on resource: {resource}',
  },
  expiredToken: { code: 'ExpiredTokenException', message: 'The security token included in the request is expired' },
  incompleteSignature: { code: 'IncompleteSignatureException', message: '{reason}' },
  invalidSignature: {
    code: 'InvalidSignatureException',
    message:
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  },
  missingAuthenticationToken: { code: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token' },
  signatureScope: { code: 'InvalidSignatureException', message: '{reason}' },
  unrecognizedClient: {
    code: 'UnrecognizedClientException',
    message: 'The security token included in the request is invalid.',
  },

  // the request
  internal: {
    code: 'InternalErrorException',
    message: 'An internal error occurred. The request id names it in the log.',
  },
  invalidParameter: { code: 'InvalidParameterException', message: '{reason}' },
  invalidPaginationToken: { code: 'InvalidParameterException', message: 'Invalid pagination token given.' },
  missingParameter: { code: 'InvalidParameterException', message: 'Missing required parameter {name}' },
  notBuilt: {
    code: 'NotImplementedException',
    message: '{operation} is not built yet. See docs/reference/operations.md for what is.',
  },
  notHonoured: {
    code: 'InvalidParameterException',
    message: '{setting} is not supported by this server yet, so it is refused rather than ignored.',
  },
  requestTooLarge: {
    code: 'RequestEntityTooLargeException',
    message: 'The request body is larger than {limit} bytes.',
  },
  serialization: { code: 'SerializationException', message: '{reason}' },
  tooManyRequests: { code: 'TooManyRequestsException', message: 'Too many requests' },
  unknownOperation: { code: 'UnknownOperationException', message: '{reason}' },
  validation: { code: 'ValidationException', message: '{reason}' },

  // pools and clients
  clientNotFound: { code: 'ResourceNotFoundException', message: 'User pool client {clientId} does not exist.' },
  clientSecretLimit: { code: 'LimitExceededException', message: 'Client secrets cannot exceed limit of 2 secrets.' },
  concurrentModification: {
    code: 'ConcurrentModificationException',
    message: 'The resource was changed by another request at the same time. Read it again and repeat the change.',
  },
  featureUnavailableInTier: {
    code: 'FeatureUnavailableInTierException',
    message: '{feature} is not available in tier {tier}.',
  },
  invalidOAuthFlow: { code: 'InvalidOAuthFlowException', message: '{reason}' },
  limitExceeded: { code: 'LimitExceededException', message: '{reason}' },
  poolNotFound: { code: 'ResourceNotFoundException', message: 'User pool {poolId} does not exist.' },
  poolProtected: {
    code: 'InvalidParameterException',
    message:
      'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
  },
  resourceNotFound: { code: 'ResourceNotFoundException', message: '{reason}' },
  scopeDoesNotExist: { code: 'ScopeDoesNotExistException', message: '{reason}' },
  tierChangeNotAllowed: { code: 'TierChangeNotAllowedException', message: '{reason}' },
  userPoolTagging: { code: 'UserPoolTaggingException', message: '{reason}' },
  userImportInProgress: {
    code: 'UserImportInProgressException',
    message: 'A user import job is in progress for this user pool.',
  },

  // user import
  importJobNotFound: { code: 'ResourceNotFoundException', message: 'User import job {jobId} does not exist.' },
  uploadRefused: {
    code: 'AccessDeniedException',
    message: 'The upload address is not valid, has expired, or its job is started already.',
  },
  preconditionNotMet: { code: 'PreconditionNotMetException', message: '{reason}' },

  // providers
  providerNotFound: {
    code: 'InvalidParameterException',
    message: 'The provider {provider} does not exist for User Pool {poolId}.',
  },

  // groups
  groupExists: { code: 'GroupExistsException', message: 'A group with the name already exists.' },
  groupNotFound: { code: 'ResourceNotFoundException', message: 'Group not found.' },

  // users
  accountExists: { code: 'UsernameExistsException', message: 'User account already exists' },
  aliasExists: { code: 'AliasExistsException', message: 'An account with the given {attribute} already exists.' },
  attributeTaken: { code: 'UsernameExistsException', message: 'An account with the given {attribute} already exists.' },
  attributeUnauthorized: {
    code: 'NotAuthorizedException',
    message: 'A client attempted to write unauthorized attribute',
  },
  cannotConfirm: { code: 'NotAuthorizedException', message: 'User cannot be confirmed. Current status is {status}' },
  contactAdministrator: { code: 'NotAuthorizedException', message: 'Contact administrator to reset password.' },
  noVerifiedContact: {
    code: 'InvalidParameterException',
    message: 'Cannot reset password for the user as there is no registered/verified email or phone_number',
  },
  passwordUsedBefore: { code: 'PasswordHistoryPolicyViolationException', message: 'Password has previously been used' },
  resendNotPossible: {
    code: 'UnsupportedUserStateException',
    message: 'Resend not possible. {username} status is not FORCE_CHANGE_PASSWORD',
  },
  resetNotPossible: { code: 'NotAuthorizedException', message: 'User password cannot be reset in the current state.' },
  signUpNotPermitted: { code: 'NotAuthorizedException', message: 'SignUp is not permitted for this user pool' },
  unknownUser: { code: 'UserNotFoundException', message: 'User does not exist.' },
  unknownUserOfClient: { code: 'UserNotFoundException', message: 'Username/client id combination not found.' },
  userAlreadyConfirmed: { code: 'InvalidParameterException', message: 'User is already confirmed.' },
  usernameTaken: { code: 'UsernameExistsException', message: 'User already exists' },
  weakPassword: { code: 'InvalidPasswordException', message: 'Password did not conform with policy: {reason}' },

  // codes and messages
  autoVerificationOff: { code: 'InvalidParameterException', message: 'Auto verification not turned on.' },
  attemptLimit: { code: 'LimitExceededException', message: 'Attempt limit exceeded, please try after some time.' },
  codeDelivery: { code: 'CodeDeliveryFailureException', message: '{reason}' },
  codeExpired: { code: 'ExpiredCodeException', message: 'Invalid code provided, please request a code again.' },
  codeMismatch: { code: 'CodeMismatchException', message: 'Invalid verification code provided, please try again.' },

  // sign-in
  authFlowNotEnabled: { code: 'InvalidParameterException', message: 'Auth flow not enabled for this client' },
  clientSecretWrong: { code: 'NotAuthorizedException', message: 'Unable to verify the secret of client {clientId}' },
  customAuthNotConfigured: {
    code: 'InvalidUserPoolConfigurationException',
    message: 'Custom auth lambda trigger is not configured for the user pool.',
  },
  flowNotEnabled: { code: 'InvalidParameterException', message: '{flow} is not enabled for the client.' },
  passwordFlowNotEnabled: { code: 'InvalidParameterException', message: '{flow} flow not enabled for this client' },
  authMethodNotSupported: { code: 'InvalidParameterException', message: 'Initiate Auth method not supported.' },
  passwordAttemptsExceeded: { code: 'NotAuthorizedException', message: 'Password attempts exceeded' },
  passwordResetRequired: { code: 'PasswordResetRequiredException', message: 'Password reset required for the user' },
  secretHashMissing: {
    code: 'NotAuthorizedException',
    message: 'Client {clientId} is configured with secret but SECRET_HASH was not received',
  },
  secretHashWrong: { code: 'NotAuthorizedException', message: 'Unable to verify secret hash for client {clientId}' },
  sessionExpired: { code: 'NotAuthorizedException', message: 'Invalid session for the user, session is expired.' },
  sessionInvalid: { code: 'NotAuthorizedException', message: 'Invalid session for the user.' },
  sessionUsed: {
    code: 'NotAuthorizedException',
    message: 'Invalid session for the user, session can only be used once.',
  },
  temporaryPasswordExpired: {
    code: 'NotAuthorizedException',
    message: 'Temporary password has expired and must be reset by an administrator.',
  },
  userDisabled: { code: 'NotAuthorizedException', message: 'User is disabled.' },
  userNotConfirmed: { code: 'UserNotConfirmedException', message: 'User is not confirmed.' },
  wrongPassword: { code: 'NotAuthorizedException', message: 'Incorrect username or password.' },
  cannotModifyProvided: { code: 'NotAuthorizedException', message: 'Cannot modify an already provided {attribute}' },

  // tokens
  accessTokenExpired: { code: 'NotAuthorizedException', message: 'Access Token has expired' },
  accessTokenInvalid: { code: 'NotAuthorizedException', message: 'Invalid Access Token' },
  accessTokenRevoked: { code: 'NotAuthorizedException', message: 'Access Token has been revoked' },
  accessTokenScope: { code: 'NotAuthorizedException', message: 'Access Token does not have required scopes' },
  refreshFlowWithRotation: {
    code: 'InvalidParameterException',
    message:
      'REFRESH_TOKEN_AUTH is not available for a client with refresh token rotation. Use GetTokensFromRefreshToken.',
  },
  refreshTokenExpired: { code: 'NotAuthorizedException', message: 'Refresh Token has expired' },
  refreshTokenInvalid: { code: 'NotAuthorizedException', message: 'Invalid Refresh Token' },
  refreshTokenRevoked: { code: 'NotAuthorizedException', message: 'Refresh Token has been revoked' },
  refreshTokenReused: { code: 'RefreshTokenReuseException', message: 'Refresh token has been invalidated by rotation' },
  revocationDisabled: {
    code: 'UnsupportedOperationException',
    message: 'Token revocation is not enabled for this client.',
  },
  unauthorizedClient: { code: 'UnauthorizedException', message: 'Invalid client secret' },
  unsupportedTokenType: { code: 'UnsupportedTokenTypeException', message: 'Unsupported token type' },

  // identity pools
  classicFlowOff: {
    code: 'InvalidParameterException',
    message: 'Basic (classic) flow is not enabled, please use enhanced flow.',
  },
  classicFlowWithMappings: {
    code: 'InvalidParameterException',
    message: 'Basic (classic) flow is not supported with RoleMappings, please use enhanced flow.',
  },
  classicFlowWithSaml: {
    code: 'InvalidParameterException',
    message: 'Basic (classic) flow is not supported with SAML providers, please use enhanced flow.',
  },
  developerUserNotFound: {
    code: 'ResourceNotFoundException',
    message: 'No identity has this developer user identifier.',
  },
  developerUserRegistered: {
    code: 'DeveloperUserAlreadyRegisteredException',
    message: 'This developer user identifier is already registered with Cognito.',
  },
  externalService: { code: 'ExternalServiceException', message: '{provider} could not be reached.' },
  guestsNotAllowed: {
    code: 'NotAuthorizedException',
    message: 'Unauthenticated access is not supported for this identity pool.',
  },
  identityForbidden: { code: 'NotAuthorizedException', message: "Access to Identity '{identityId}' is forbidden." },
  identityNotFound: { code: 'ResourceNotFoundException', message: "Identity '{identityId}' not found." },
  identityPoolMisconfigured: {
    code: 'InvalidIdentityPoolConfigurationException',
    message: 'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
  },
  identityPoolNotFound: { code: 'ResourceNotFoundException', message: "IdentityPool '{poolId}' not found." },
  invalidCognitoProvider: { code: 'InvalidParameterException', message: 'Invalid Cognito Identity Provider' },
  invalidPublicProvider: { code: 'InvalidParameterException', message: 'Please provide a valid public provider' },
  loginAudience: {
    code: 'NotAuthorizedException',
    message: 'Token is not from a supported provider of this identity pool.',
  },
  loginClaimMissing: {
    code: 'NotAuthorizedException',
    message: 'Invalid login token. Missing a required claim: {claim}',
  },
  loginExpired: { code: 'NotAuthorizedException', message: 'Invalid login token. Token expired: {now} >= {expiry}' },
  loginFromIdentityPool: {
    code: 'NotAuthorizedException',
    message: "Invalid login token. Can't pass in a Cognito token.",
  },
  loginIssuer: { code: 'NotAuthorizedException', message: "Invalid login token. Issuer doesn't match providerName" },
  loginNotCognito: { code: 'NotAuthorizedException', message: 'Invalid login token. Not a Cognito token.' },
  loginNotOpenId: {
    code: 'NotAuthorizedException',
    message: 'Invalid login token. Not a valid OpenId Connect identity token.',
  },
  loginRejected: { code: 'NotAuthorizedException', message: 'Invalid login token. {reason}' },
  loginSignature: { code: 'NotAuthorizedException', message: "Invalid login token. Couldn't verify signed token." },
  loginsConflict: { code: 'ResourceConflictException', message: 'Logins are already linked to another account' },
  loginsDontMatch: {
    code: 'NotAuthorizedException',
    message: "Logins don't match. Please include at least one valid login for this identity or identity pool.",
  },
  loginUserGone: {
    code: 'NotAuthorizedException',
    message: 'Invalid login token. The user no longer exists, is disabled or has signed out.',
  },
  resourceConflict: { code: 'ResourceConflictException', message: '{reason}' },
  roleForbidden: { code: 'NotAuthorizedException', message: "Access to Role '{role}' is forbidden." },
  roleMappingDenied: {
    code: 'NotAuthorizedException',
    message: 'The ambiguous role mapping rules denied this request',
  },
  roleMappingProvider: {
    code: 'InvalidParameterException',
    message: '{provider} is not a valid RoleMapping ProviderName or is not a configured provider.',
  },
  tagsTooLong: {
    code: 'InvalidParameterException',
    message: 'The values of the principal tags are longer than 460 bytes together.',
  },
  tooManyLogins: {
    code: 'ResourceConflictException',
    message: 'An identity can not have more than {limit} linked logins.',
  },

  // IAM
  deleteConflict: { code: 'DeleteConflict', message: '{reason}' },
  entityAlreadyExists: { code: 'EntityAlreadyExists', message: '{reason}' },
  iamLimitExceeded: { code: 'LimitExceeded', message: '{reason}' },
  invalidInput: { code: 'InvalidInput', message: '{reason}' },
  malformedPolicyDocument: { code: 'MalformedPolicyDocument', message: '{reason}' },
  noSuchEntity: { code: 'NoSuchEntity', message: '{reason}' },
  policyNotAttachable: { code: 'PolicyNotAttachable', message: '{reason}' },

  // STS
  idpRejectedClaim: { code: 'IDPRejectedClaim', message: '{reason}' },
  identityTokenExpired: { code: 'ExpiredTokenException', message: '{reason}' },
  identityTokenInvalid: { code: 'InvalidIdentityToken', message: '{reason}' },
  invalidAuthorizationMessage: {
    code: 'InvalidAuthorizationMessageException',
    message: 'The message passed is not a valid authorization message.',
  },
  invalidParameterValue: { code: 'InvalidParameterValue', message: '{reason}' },
  issuerCertificate: {
    code: 'InvalidIdentityToken',
    message: "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint",
  },
  issuerUnreachable: {
    code: 'IDPCommunicationError',
    message:
      "Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity documentation for requirements",
  },
  notAuthorizedTo: { code: 'AccessDenied', message: 'Not authorized to perform {action}' },
  packedPolicyTooLarge: { code: 'PackedPolicyTooLarge', message: '{reason}' },
  stsDenied: { code: 'AccessDenied', message: '{reason}' },

  // requests of AWS Query
  invalidAction: { code: 'InvalidAction', message: 'Could not find operation {action} for version {version}' },
  malformedInput: { code: 'MalformedInput', message: '{reason}' },
  malformedQueryString: { code: 'MalformedQueryString', message: '{reason}' },
  missingAction: { code: 'MissingAction', message: 'The request names no operation: the parameter Action is missing.' },
  validationError: { code: 'ValidationError', message: '{reason}' },
} as const satisfies Record<string, { code: ErrorCode; message: string }>;

export type FailureName = keyof typeof failures;

/** A refusal in the domain's words. `code` and `message` are AWS's; `details` fill the message's `{words}`. */
export class Failure extends Error {
  readonly failure: FailureName;
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(failure: FailureName, details: Readonly<Record<string, string | number>> = {}) {
    const { code, message } = failures[failure];
    super(message.replace(/\{(\w+)\}/g, (word, key: string) => String(details[key] ?? word)));
    this.name = code;
    this.failure = failure;
    this.code = code;
    this.details = details;
  }
}
