import { Failure } from '#domain/failures.ts';
import { guestSessionOf, type SessionPolicies } from '#domain/identity-pools/guest-session.ts';
import { amrOf, identityTokenClaims, tokenLife } from '#domain/identity-pools/identity-token.ts';
import type { RoleChoice } from '#domain/identity-pools/role-choice.ts';
import type { PoolRoleRequest, SessionCredentials } from '#ports/credential-source.ts';
import type { Call, Uses } from '../../operation.ts';
import type { WebIdentityRequest } from '../assume-with-web-identity.ts';
import { webIdentityRequest } from './own-credentials.ts';
import type { ProvenIdentity } from './proven-identity.ts';

/** The name of every session of the enhanced flow. */
const enhancedSessionName = 'CognitoIdentityCredentials';

const enhancedSeconds = 3_600;

/**
 * The role of a choice, or why there is none, as AWS says it.
 * @param asked `CustomRoleArn`
 * @throws Failure `identityPoolMisconfigured`, `roleMappingDenied`, `roleForbidden`
 */
export function requireRole({ role, refused }: RoleChoice, asked: string | undefined): string {
  if (role !== undefined) return role;
  if (refused === 'ambiguous') throw new Failure('roleMappingDenied');
  if (refused === 'roleNotAllowed') throw new Failure('roleForbidden', { role: asked ?? '' });
  throw new Failure('identityPoolMisconfigured');
}

const noPolicies: SessionPolicies = { policies: [], policyArns: [] };

/** What is asked for an identity, with what the pool's own token would say: guests' sessions are narrowed. */
function requestFor(
  { identityTokens, settings, clock }: Uses<'identityTokens' | 'settings' | 'clock'>,
  { pool, identityId, logins, tags }: ProvenIdentity,
  roleArn: string,
): PoolRoleRequest {
  const claims = identityTokenClaims({
    ...{ pool, identityId, tags, issuer: identityTokens.issuer, accountId: settings.accountId },
    ...{ amr: amrOf(logins), now: clock.now(), life: tokenLife },
  });
  return {
    ...{ roleArn, region: pool.region, claims },
    ...{ sessionName: enhancedSessionName, durationSeconds: enhancedSeconds },
    ...(logins.length === 0 ? guestSessionOf(roleArn) : noPolicies),
  };
}

/** The same as our own STS is asked it. */
export const poolRoleRequest = (
  uses: Uses<'identityTokens' | 'settings' | 'clock'>,
  identity: ProvenIdentity,
  roleArn: string,
): WebIdentityRequest => webIdentityRequest(requestFor(uses, identity, roleArn));

/**
 * Credentials of the role for an hour, if it trusts the identity.
 * @throws Failure `identityPoolMisconfigured`, whatever the reason is; `cenote why` shows it. `externalService`
 */
export const assumePoolRole = (
  uses: Uses<'credentialSource' | 'identityTokens' | 'settings' | 'clock'>,
  identity: ProvenIdentity,
  roleArn: string,
  call: Call,
): Promise<SessionCredentials> => uses.credentialSource.credentialsFor(requestFor(uses, identity, roleArn), call);
