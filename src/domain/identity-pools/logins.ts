import { rolesOfProvider } from '../credentials/saml-identity.ts';
import type { SamlAssertion } from '../saml/assertion.ts';
import { samlClaims } from './saml-claims.ts';
import type { VerifiedLogin } from './verified-login.ts';

type Claims = VerifiedLogin['claims'];

/** What names no roles to whoever it is about. */
const withoutRoles = { roles: [], preferredRole: undefined, rolesDecide: false } as const;

/** A login with an ID token of a user pool. @param key the provider's in `Logins` */
export function userPoolLogin(key: string, clientId: string, claims: Claims): VerifiedLogin {
  const subject = String(claims['sub']);
  return {
    ...{ provider: key, subject, claims, mappingKey: `${key}:${clientId}` },
    amr: [key, `${key}:CognitoSignIn:${subject}`],
    roles: rolesOf(claims),
    preferredRole: textOf(claims['cognito:preferred_role']),
    rolesDecide: false,
  };
}

/** A list in tokens, as the guide calls it a text with commas. */
function rolesOf({ 'cognito:roles': roles }: Claims): readonly string[] {
  if (Array.isArray(roles)) return roles.filter((role) => typeof role === 'string');
  return typeof roles === 'string' ? roles.split(',').map((role) => role.trim()) : [];
}

const textOf = (claim: unknown): string | undefined => (typeof claim === 'string' && claim !== '' ? claim : undefined);

/** With an ID token of Google or Apple. */
export function publicLogin(key: string, audience: string, claims: Claims): VerifiedLogin {
  const subject = String(claims['sub']);
  return {
    ...{ provider: key, subject, claims, mappingKey: key, amr: [key, `${key}:${audience}:${subject}`] },
    ...withoutRoles,
  };
}

/** With an ID token of a provider that is registered with IAM. */
export function registeredLogin({ key, arn }: { key: string; arn: string }, claims: Claims): VerifiedLogin {
  const subject = String(claims['sub']);
  return {
    ...{ provider: key, subject, claims, mappingKey: arn, amr: [key, `${arn}:OIDC:${subject}`] },
    ...withoutRoles,
  };
}

/** With an access token of Facebook or Amazon. */
export const lookedUpLogin = (key: string, appId: string, subject: string): VerifiedLogin => ({
  ...{ provider: key, subject, mappingKey: key, amr: [key, `${key}:${appId}:${subject}`] },
  claims: { iss: key, aud: appId, sub: subject },
  ...withoutRoles,
});

/**
 * With an assertion of a SAML provider that is registered with IAM. Its roles are those that it names beside the provider.
 * AWS: “SAML providers”, Amazon Cognito developer guide, identity pools.
 * @param name the NameID, and the qualifier that tells it from those of other providers
 */
export const samlLogin = (
  key: string,
  { nameId, qualifier }: { readonly nameId: string; readonly qualifier: string },
  assertion: Pick<SamlAssertion, 'attributes'>,
): VerifiedLogin => ({
  ...{ provider: key, subject: `${qualifier}:${nameId}`, mappingKey: key, amr: [key, `${key}:SAML:${nameId}`] },
  claims: samlClaims(assertion, nameId),
  ...{ roles: rolesOfProvider(assertion, key), preferredRole: undefined, rolesDecide: true },
});

/** Of a developer's user, who has no claims to choose a role by: its role is the pool's. */
export const developerLogin = (developer: string, amr: readonly string[]): VerifiedLogin => ({
  ...{ provider: developer, subject: '', claims: {}, mappingKey: developer, amr },
  ...withoutRoles,
});
