import type { JsonValue } from './json-text.ts';
import { malformed, syntaxErrors } from './malformed.ts';
import type { Patterns, StatementTree } from './policy-tree.ts';
import type { PolicyType } from './policy-type.ts';
import { readActions } from './read-actions.ts';
import { readConditions } from './read-conditions.ts';
import { readPrincipal } from './read-principal.ts';
import { members, textOf, textsOf } from './read-values.ts';

const elements = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

type Members = ReadonlyMap<string, JsonValue>;

/** @throws Failure `malformedPolicyDocument` */
export function readStatement(value: JsonValue, kind: PolicyType): StatementTree {
  const found = members(value, elements);
  refuseProhibited(found, kind);
  const effect = textOf(found.get('Effect'));
  if (effect !== 'Allow' && effect !== 'Deny') throw malformed(syntaxErrors);

  const principal = either(found, 'Principal', 'NotPrincipal');
  const action = either(found, 'Action', 'NotAction');
  const resource = either(found, 'Resource', 'NotResource');
  return {
    sid: readSid(found.get('Sid'), kind),
    effect,
    principal: principal && { not: principal.not, names: readPrincipal(principal.value, kind) },
    action: readActions(patternsOf(action, 'Policy statement must contain actions.'), kind),
    resource: kind === 'trust' ? undefined : patternsOf(resource, 'Policy statement must contain resources.'),
    conditions: readConditions(found.get('Condition')),
  };
}

/** What a kind of policy may not contain, or must. */
function refuseProhibited(found: Members, kind: PolicyType): void {
  const name = prohibited[kind].find((element) => found.has(element));
  if (name) throw malformed(`Has prohibited field ${name}.`);
  const needsPrincipal = kind === 'resource' || kind === 'trust';
  if (needsPrincipal && !found.has('Principal') && !found.has('NotPrincipal')) {
    throw malformed('Missing required field Principal');
  }
}

const ofOthers = ['Principal', 'NotPrincipal'];
const prohibited: Readonly<Record<PolicyType, readonly string[]>> = {
  identity: ofOthers,
  boundary: ofOthers,
  session: ofOthers,
  resource: [],
  trust: ['NotPrincipal', 'Resource', 'NotResource'],
};

/** Exactly one of an element and its negation, or neither. */
function either(found: Members, name: string, notName: string): { not: boolean; value: JsonValue } | undefined {
  const [value, notValue] = [found.get(name), found.get(notName)];
  if (value && notValue) throw malformed(syntaxErrors);
  if (value) return { not: false, value };
  return notValue && { not: true, value: notValue };
}

function patternsOf(found: { not: boolean; value: JsonValue } | undefined, missing: string): Patterns {
  const values = found ? textsOf(found.value) : [];
  if (!found || values.length === 0) throw malformed(missing);
  return { not: found.not, values };
}

/** Policies on resources may have spaces in a Sid; services let them be what they like. An empty one is none. */
function readSid(value: JsonValue | undefined, kind: PolicyType): string | undefined {
  const sid = value ? textOf(value) : '';
  if (kind !== 'resource' && !/^[A-Za-z0-9]*$/.test(sid)) {
    throw malformed(
      'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
    );
  }
  return sid === '' ? undefined : sid;
}
