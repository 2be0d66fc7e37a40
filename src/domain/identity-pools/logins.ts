import type { VerifiedLogin } from './verified-login.ts';

type Claims = VerifiedLogin['claims'];

/** Only user pools name roles in their tokens. */
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

/** Of a developer's user, who has no claims to choose a role by: its role is the pool's. */
export const developerLogin = (developer: string, amr: readonly string[]): VerifiedLogin => ({
  ...{ provider: developer, subject: '', claims: {}, mappingKey: developer, amr },
  ...withoutRoles,
});
