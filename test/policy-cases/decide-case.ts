import assert from 'node:assert/strict';
import type { AccessRequest, Context } from '#domain/policy/access-request.ts';
import type { Decision } from '#domain/policy/decision.ts';
import { evaluate } from '#domain/policy/evaluate.ts';
import { parsePolicy } from '#domain/policy/parse-policy.ts';
import type { NamedPolicy, PolicySet } from '#domain/policy/policy-set.ts';
import type { PolicyType } from '#domain/policy/policy-type.ts';
import { printPolicy } from '#domain/policy/print-policy.ts';
import type { DecisionCase, DecisionFile, StatementCase } from './case-forms.ts';
import { callers } from './read-cases.ts';

/** A statement as it stands in a policy's JSON. */
type Written = Readonly<Record<string, unknown>>;

interface WrittenPolicy {
  readonly Version: string;
  readonly Statement: readonly Written[];
}

/** Policies of each kind, as they are written. */
export type WrittenPolicies = Partial<Record<PolicyType, readonly WrittenPolicy[]>>;

/** A decision to be made, and what it is to be. */
export interface Expectation {
  readonly request: AccessRequest;
  readonly owner?: string | undefined;
  readonly policies: WrittenPolicies;
  readonly outcome: Decision['outcome'];
  readonly because?: string | undefined;
  readonly decidedBy: readonly string[];
}

const defaults = { action: 's3:GetObject', resource: 'arn:aws:s3:::shelf/book' };

export function ofDecisionCase(
  { version = '2012-10-17', statements }: DecisionFile,
  { name, caller, policies, context, owner, ...rest }: DecisionCase,
): Expectation {
  const principal = callers[caller];
  assert.ok(principal, `${name}: nobody is called ${caller}`);
  const written = (sid: string): Written => {
    const statement = statements[sid];
    assert.ok(statement, `${name}: there is no statement ${sid}`);
    return { Sid: sid, ...statement };
  };
  const documents = (named: readonly (string | string[])[]): WrittenPolicy[] => {
    const together = named.filter((sid) => typeof sid === 'string').map(written);
    const apart = named.filter((sids) => typeof sids !== 'string').map((sids) => sids.map(written));
    return [together, ...apart]
      .filter((list) => list.length > 0)
      .map((list) => ({ Version: version, Statement: list }));
  };
  return {
    ...rest,
    because: rest.because ?? '',
    owner,
    request: { principal, ...defaults, ...present(rest), context: contextOf(context) },
    policies: Object.fromEntries(Object.entries(policies).map(([type, named]) => [type, documents(named)])),
  };
}

/** The statement as the one that allows, and as the one that denies what another allows. */
export function ofStatementCase(one: StatementCase): readonly Expectation[] {
  const { version: Version = '2012-10-17', policy = 'identity', condition, statement, context, applies } = one;
  const principal = callers.ada;
  assert.ok(principal);
  const request = { principal, ...defaults, ...present(one), context: contextOf(context) };
  const everything = { ...(policy === 'resource' && { Principal: '*' }), Action: '*', Resource: '*' };
  const written = (Effect: string): Written => ({
    ...without(everything, statement),
    ...(condition && { Condition: condition }),
    ...statement,
    Sid: 'Tested',
    Effect,
  });
  const allowing = { ...everything, Sid: 'Allowed', Effect: 'Allow' };
  const of = (...list: Written[]): WrittenPolicies => ({ [policy]: [{ Version, Statement: list }] });
  return [
    {
      request,
      policies: of(written('Allow')),
      outcome: applies ? 'allowed' : 'implicitDeny',
      decidedBy: applies ? ['Tested'] : [],
    },
    {
      request,
      policies: of(allowing, written('Deny')),
      outcome: applies ? 'explicitDeny' : 'allowed',
      decidedBy: applies ? ['Tested'] : ['Allowed'],
    },
  ];
}

/** What a statement says with the negation of an element is not said with the element. */
const without = (everything: Written, statement: Written = {}): Written =>
  Object.fromEntries(Object.entries(everything).filter(([name]) => !(`Not${name}` in statement)));

const present = ({ action, resource }: { action?: string | undefined; resource?: string | undefined }) => ({
  ...(action !== undefined && { action }),
  ...(resource !== undefined && { resource }),
});

const contextOf = (context: Readonly<Record<string, string | string[]>> = {}): Context =>
  new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));

/** @param reread how each policy's text is read again before it is used */
export function decide({ request, owner, policies }: Expectation, change: Change = asWritten): Decision {
  const named = (type: PolicyType): NamedPolicy[] =>
    (policies[type] ?? []).map((policy, index) => ({
      name: `${type} ${index}`,
      document: parsePolicy(change(JSON.stringify(policy), type), type),
    }));
  const only = (type: PolicyType): NamedPolicy | undefined => {
    const [first, ...more] = named(type);
    assert.equal(more.length, 0, `there is only one ${type} policy`);
    return first;
  };
  const set: PolicySet = {
    identity: named('identity'),
    boundary: only('boundary'),
    session: named('session'),
    resource: only('resource'),
    trust: only('trust'),
    resourceAccountId: owner,
  };
  return evaluate(request, set);
}

type Change = (text: string, type: PolicyType) => string;
const asWritten: Change = (text) => text;

/** The policy, printed after it was read. */
export const printed: Change = (text, type) => printPolicy(parsePolicy(text, type).tree);

/** The policy with statements before and after its own that are about something else. */
export function withUnrelated(text: string, type: PolicyType): string {
  const policy = JSON.parse(text) as WrittenPolicy;
  const [first, last] = ['Allow', 'Deny'].map((Effect) => ({ Effect, ...unrelated[type] }));
  return JSON.stringify({ ...policy, Statement: [first, ...policy.Statement, last] });
}

const elsewhere = { Action: 'unrelated:Thing', Resource: 'arn:aws:unrelated:::thing' };
const unrelated: Readonly<Record<PolicyType, Written>> = {
  identity: elsewhere,
  boundary: elsewhere,
  session: elsewhere,
  resource: { ...elsewhere, Principal: '*' },
  trust: { Action: 'sts:SetContext', Principal: { Service: 'unrelated.amazonaws.com' } },
};
