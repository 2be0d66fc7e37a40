import { webIdentityOf, type WebIdentity } from '#domain/credentials/web-identity.ts';
import { Failure } from '#domain/failures.ts';
import { guestSessionOf, type SessionPolicies } from '#domain/identity-pools/guest-session.ts';
import { amrOf, identityTokenClaims, tokenLife } from '#domain/identity-pools/identity-token.ts';
import { ownProvider } from '#domain/identity-pools/providers.ts';
import type { RoleChoice } from '#domain/identity-pools/role-choice.ts';
import type { Claims } from '#ports/signing-keys.ts';
import type { SessionCredentials } from '#ports/credential-source.ts';
import type { Call, Uses } from '../../operation.ts';
import type { ProvenIdentity } from './proven-identity.ts';

/** The name of every session of the enhanced flow. */
export const enhancedSessionName = 'CognitoIdentityCredentials';

const enhancedSeconds = 3_600;

/** What the pool's own token says of the identity. */
const claimsOf = (
  { identityTokens, settings, clock }: Uses<'identityTokens' | 'settings' | 'clock'>,
  { pool, identityId, logins, tags }: ProvenIdentity,
): Claims =>
  identityTokenClaims({
    ...{ pool, identityId, tags, issuer: identityTokens.issuer, accountId: settings.accountId },
    ...{ amr: amrOf(logins), now: clock.now(), life: tokenLife },
  });

/** The identity as a role's trust policy sees it. */
export const webIdentityOfPool = (
  uses: Uses<'identityTokens' | 'settings' | 'clock'>,
  identity: ProvenIdentity,
): WebIdentity => webIdentityOf(ownProvider, ownProvider, claimsOf(uses, identity));

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

/**
 * Credentials of the role for an hour, if it trusts the identity. Guests' are narrowed.
 * @throws Failure `identityPoolMisconfigured`, whatever the reason is; `cenote why` shows it. `externalService`
 */
export const assumePoolRole = (
  uses: Uses<'credentialSource' | 'identityTokens' | 'settings' | 'clock'>,
  identity: ProvenIdentity,
  roleArn: string,
  call: Call,
): Promise<SessionCredentials> =>
  uses.credentialSource.credentialsFor(
    {
      ...{ roleArn, region: identity.pool.region, claims: claimsOf(uses, identity) },
      ...{ sessionName: enhancedSessionName, durationSeconds: enhancedSeconds },
      ...(identity.logins.length === 0 ? guestSessionOf(roleArn) : noPolicies),
    },
    call,
  );
