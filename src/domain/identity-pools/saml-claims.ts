import type { SamlAssertion } from '../saml/assertion.ts';

/** What identity providers call the name of a subject among the attributes. */
export const nameIdentifierClaim = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier';
export const nameClaim = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name';

/** The attributes of an assertion as claims, for mapping rules and principal tags. The NameID is one of them. */
export function samlClaims(
  { attributes }: Pick<SamlAssertion, 'attributes'>,
  nameId: string,
): Readonly<Record<string, string | readonly string[]>> {
  const claims = [...attributes].map(([name, values]) => [name, values.length === 1 ? values[0]! : values] as const);
  return { [nameIdentifierClaim]: nameId, ...Object.fromEntries(claims) };
}
