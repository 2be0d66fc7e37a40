import type { JsonValue } from './json-text.ts';
import { malformed } from './malformed.ts';
import { principalTypes, type PrincipalName, type PrincipalType } from './policy-tree.ts';
import type { PolicyType } from './policy-type.ts';
import { members, textsOf } from './read-values.ts';

const account = /^\d{12}$/;
const accountRoot = /^arn:aws[a-z-]*:iam::\d{12}:root$/;
const identity = /^arn:aws[a-z-]*:(?:iam::\d{12}:(?:user|role)|sts::\d{12}:(?:assumed-role\/[^/]+|federated-user))\/./;
/** What stands for a user or role that has been deleted, or in place of its ARN. */
const uniqueId = /^A(?:IDA|ROA)[A-Z0-9]{12,124}$/;
const provider = /^arn:aws[a-z-]*:iam::\d{12}:(?:oidc|saml)-provider\/./;

/** The providers that need no registration. */
const builtInProviders = new Set([
  'cognito-identity.amazonaws.com',
  'accounts.google.com',
  'graph.facebook.com',
  'www.amazon.com',
]);

/** No wildcard stands for a part of a name: `*` means everybody, and only by itself. */
const forms: Readonly<Record<PrincipalType, (value: string) => boolean>> = {
  AWS: (value) =>
    value === '*' ||
    (!/[*?]/.test(value) && [account, accountRoot, identity, uniqueId].some((form) => form.test(value))),
  Federated: (value) => builtInProviders.has(value) || (!/[*?]/.test(value) && provider.test(value)),
  Service: (value) => /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(value),
  CanonicalUser: (value) => /^[0-9a-f]{64}$/.test(value),
};

/**
 * The principals of a resource or trust policy; `"*"` alone is everybody. AWS: "AWS JSON policy elements: Principal".
 * @throws Failure `malformedPolicyDocument`
 */
export function readPrincipal(value: JsonValue, kind: PolicyType): readonly PrincipalName[] {
  if (value.kind === 'text' && value.text === '*') return [{ type: 'AWS', value: '*' }];
  if (value.kind === 'text') throw malformed(`Invalid principal in policy: "AWS":"${value.text}"`);
  const names = [...members(value, principalTypes)].flatMap(([type, found]) =>
    textsOf(found).map((name) => ({ type: type as PrincipalType, value: name })),
  );
  if (names.length === 0) throw malformed('Missing required field Principal');
  const wrong = names.find(
    (name) => !forms[name.type](name.value) || (kind === 'trust' && name.type === 'CanonicalUser'),
  );
  if (wrong) throw malformed(`Invalid principal in policy: "${wrong.type}":"${wrong.value}"`);
  return names;
}
