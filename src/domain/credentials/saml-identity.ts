import { Failure } from '../failures.ts';
import type { ContextValue } from '../policy/access-request.ts';
import type { SamlAssertion } from '../saml/assertion.ts';
import { attributeKeys } from '../saml/context-keys.ts';
import { chainTags, type SessionTags } from './session-tags.ts';

/** Someone whom a SAML assertion names, in the terms of roles that trust its provider. */
export interface SamlIdentity {
  readonly subject: string;
  /** `persistent`, `transient`, or the format as the assertion has it. */
  readonly subjectType: string;
  readonly issuer: string;
  /** Where the assertion was to be presented. */
  readonly audience: string;
  readonly sessionName: string;
  /** Condition keys of the trust policy: `saml:sub`. */
  readonly context: Readonly<Record<string, ContextValue>>;
  readonly tags: SessionTags;
  readonly sourceIdentity: string | undefined;
  /** Seconds that the session may last at most; undefined where the assertion does not say. */
  readonly longest: number | undefined;
}

const prefix = 'https://aws.amazon.com/SAML/Attributes/';
const tagPrefix = `${prefix}PrincipalTag:`;
const nameFormats = 'urn:oasis:names:tc:SAML:2.0:nameid-format:';

/**
 * The identity in an assertion that is verified. AWS: “Configure SAML assertions for the authentication response”, IAM user
 * guide.
 * @param provider its name, the account it is of, and the qualifier of its subjects
 * @throws Failure `identityTokenInvalid`, `invalidParameterValue`, `notAuthorizedTo` for one that names nobody, as on AWS
 */
export function samlIdentityOf(
  assertion: SamlAssertion,
  provider: { readonly accountId: string; readonly name: string; readonly qualifier: string },
  now: number,
): SamlIdentity {
  const { subject, subjectFormat, issuer, recipient, attributes } = assertion;
  if (subject === undefined) throw new Failure('notAuthorizedTo', { action: 'sts:AssumeRoleWithSAML' });
  const subjectType = subjectTypeOf(subjectFormat);
  return {
    subject,
    subjectType,
    issuer,
    audience: recipient,
    sessionName: sessionNameIn(attributes),
    context: {
      ...attributeKeys(attributes),
      'saml:aud': recipient,
      'saml:iss': issuer,
      'saml:sub': subject,
      'saml:sub_type': subjectType,
      'saml:namequalifier': provider.qualifier,
      'saml:doc': `${provider.accountId}/${provider.name}`,
    },
    tags: tagsIn(attributes),
    sourceIdentity: sourceIdentityIn(attributes),
    longest: longestOf(assertion, now),
  };
}

/** The keys that stay with the session for later decisions. AWS: “Available keys for SAML-based federation”. */
export const keptSamlKeys = (context: SamlIdentity['context']): SamlIdentity['context'] =>
  Object.fromEntries(
    Object.entries(context).filter(([key]) => ['saml:namequalifier', 'saml:sub', 'saml:sub_type'].includes(key)),
  );

/** The roles of a provider that an assertion names, in its order. Each stands beside the provider, in either order. */
export function rolesOfProvider(
  { attributes }: Pick<SamlAssertion, 'attributes'>,
  provider: string,
): readonly string[] {
  const pairs = valuesOf(attributes, 'Role').map((pair) => pair.split(',').map((arn) => arn.trim()));
  const roles = pairs.flatMap((pair) => {
    const others = pair.filter((arn) => arn !== provider);
    return pair.length === 2 && others.length === 1 ? others : [];
  });
  return [...new Set(roles)];
}

const subjectTypeOf = (format: string): string =>
  format.startsWith(nameFormats) ? format.slice(nameFormats.length) : format;

type Attributes = SamlAssertion['attributes'];

const valuesOf = (attributes: Attributes, name: string): readonly string[] => attributes.get(`${prefix}${name}`) ?? [];

/** The one value of an attribute. */
function valueOf(attributes: Attributes, name: string): string | undefined {
  const values = valuesOf(attributes, name);
  if (values.length > 1) throw invalid(`${name} in AuthnResponse must have one value`);
  return values[0];
}

function sessionNameIn(attributes: Attributes): string {
  const name = valueOf(attributes, 'RoleSessionName');
  if (name === undefined) throw invalid('RoleSessionName is required in AuthnResponse');
  if (/^[\w+=,.@-]{2,64}$/.test(name)) return name;
  throw invalid('RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}');
}

function sourceIdentityIn(attributes: Attributes): string | undefined {
  const source = valueOf(attributes, 'SourceIdentity');
  if (source === undefined || (/^[\w+=,.@-]{2,64}$/.test(source) && !source.startsWith('aws:'))) return source;
  throw invalid('Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"');
}

function tagsIn(attributes: Attributes): SessionTags {
  const tags = [...attributes].filter(([name]) => name.startsWith(tagPrefix));
  const list = tags.map(([name, values]) => ({ Key: name.slice(tagPrefix.length), Value: values[0] ?? '' }));
  const wrong = tags.some(([, values]) => values.length !== 1);
  if (wrong || list.length > 50 || list.some(({ Key, Value }) => !isTag(Key, Value))) {
    throw invalid('The session tags in the assertion are not valid');
  }
  return chainTags({ tags: list, transitiveTagKeys: valuesOf(attributes, 'TransitiveTagKeys') });
}

const isTag = (key: string, value: string): boolean => key !== '' && key.length <= 128 && value.length <= 256;

/** What the provider lets a session last: until its own session ends, or for as long as it says. */
function longestOf({ attributes, sessionUntil }: SamlAssertion, now: number): number | undefined {
  const said = valueOf(attributes, 'SessionDuration');
  const seconds = said === undefined ? Infinity : Number(said);
  if (said !== undefined && (!/^\d{3,5}$/.test(said) || seconds < 900 || seconds > 43_200)) {
    throw invalid('SessionDuration in AuthnResponse must be between 900 and 43200');
  }
  const left = sessionUntil === undefined ? Infinity : Math.floor(sessionUntil / 1_000) - Math.floor(now / 1_000);
  const longest = Math.min(seconds, left);
  return Number.isFinite(longest) ? longest : undefined;
}

const invalid = (reason: string) => new Failure('identityTokenInvalid', { reason });
