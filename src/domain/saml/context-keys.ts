import type { ContextValue } from '../policy/access-request.ts';

/** Attributes whose condition key has several values, by name. */
const lists: Readonly<Record<string, string>> = {
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.1': 'eduPersonAffiliation',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.2': 'eduPersonNickname',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.4': 'eduPersonOrgUnitDN',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.7': 'eduPersonEntitlement',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.9': 'eduPersonScopedAffiliation',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.10': 'eduPersonTargetedID',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.11': 'eduPersonAssurance',
  'urn:oid:1.3.6.1.4.1.5923.1.2.1.2': 'eduOrgHomePageURI',
  'urn:oid:1.3.6.1.4.1.5923.1.2.1.3': 'eduOrgIdentityAuthNPolicyURI',
  'urn:oid:1.3.6.1.4.1.5923.1.2.1.4': 'eduOrgLegalName',
  'urn:oid:1.3.6.1.4.1.5923.1.2.1.5': 'eduOrgSuperiorURI',
  'urn:oid:1.3.6.1.4.1.5923.1.2.1.6': 'eduOrgWhitePagesURI',
  'urn:oid:2.5.4.3': 'cn',
};

/** Those whose condition key has one value. The numbers are as AWS prints them, slips included. */
const texts: Readonly<Record<string, string>> = {
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.3': 'eduPersonOrgDN',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.5': 'eduPersonPrimaryAffiliation',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.6': 'eduPersonPrincipalName',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.8': 'eduPersonPrimaryOrgUnitDN',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name': 'name',
  'http://schemas.xmlsoap.org/claims/CommonName': 'commonName',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname': 'givenName',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname': 'surname',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress': 'mail',
  'http://schemas.microsoft.com/ws/2008/06/identity/claims/primarygroupsid': 'uid',
  '2.5.4.3': 'commonName',
  '2.5.4.4': 'surname',
  '2.4.5.42': 'givenName',
  '2.5.4.45': 'x500UniqueIdentifier',
  '0.9.2342.19200300100.1.1': 'uid',
  '0.9.2342.19200300100.1.3': 'mail',
  '0.9.2342.19200300.100.1.45': 'organizationStatus',
};

/**
 * Condition keys of a trust policy that come from attributes. AWS: “Mapping SAML attributes to AWS trust policy context
 * keys”, IAM user guide. Of several attributes with one key the first in the assertion counts; of several values of one that
 * has one value, none does.
 */
export function attributeKeys(
  attributes: ReadonlyMap<string, readonly string[]>,
): Readonly<Record<string, ContextValue>> {
  const keys: Record<string, ContextValue> = {};
  for (const [name, values] of attributes) {
    const list = Object.hasOwn(lists, name) ? lists[name] : undefined;
    const text = Object.hasOwn(texts, name) ? texts[name] : undefined;
    const key = `saml:${list ?? text}`;
    if ((!list && !text) || Object.hasOwn(keys, key)) continue;
    if (list) keys[key] = values;
    else if (values.length === 1) keys[key] = values[0]!;
  }
  return keys;
}
