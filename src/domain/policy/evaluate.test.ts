import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { RequestingPrincipal } from './access-request.ts';
import { evaluate } from './evaluate.ts';
import { parsePolicy } from './parse-policy.ts';
import type { NamedPolicy } from './policy-set.ts';
import type { PolicyType } from './policy-type.ts';

// Every combination of what policies can say, held against the tables of "Policy evaluation logic" as one writes them
// down: I, B and S for what the identity's policies, boundary and session policies allow, R for whom the resource names.

const account = '123456789012';
const callers: readonly RequestingPrincipal[] = [
  { kind: 'root', arn: `arn:aws:iam::${account}:root`, accountId: account },
  { kind: 'user', arn: `arn:aws:iam::${account}:user/ada`, accountId: account, userId: 'AIDAADAADAADAADAADAA2' },
  {
    kind: 'session',
    arn: `arn:aws:sts::${account}:assumed-role/reader/s`,
    accountId: account,
    roleArn: `arn:aws:iam::${account}:role/reader`,
    roleId: 'AROAREADERREADERREAD2',
  },
  {
    kind: 'federatedUser',
    arn: `arn:aws:sts::${account}:federated-user/bob`,
    accountId: account,
    userArn: `arn:aws:iam::${account}:user/ada`,
  },
];

const says = ['nothing', 'allows', 'denies', undefined] as const;
type Says = (typeof says)[number];
const grants = ['direct', 'role', 'account', 'everyone', undefined] as const;
type Grant = (typeof grants)[number];

interface Combination {
  readonly caller: RequestingPrincipal;
  readonly owner: 'own' | 'other';
  readonly gate: 'resource' | 'trust';
  readonly identity: Exclude<Says, undefined>;
  readonly boundary: Says;
  readonly session: Says;
  readonly grant: Grant;
  readonly gateDenies: boolean;
}

function* combinations(): Generator<Combination> {
  for (const caller of callers)
    for (const owner of ['own', 'other'] as const)
      for (const gate of ['resource', 'trust'] as const)
        for (const identity of ['nothing', 'allows', 'denies'] as const)
          for (const boundary of says)
            for (const session of says)
              for (const grant of grants)
                for (const gateDenies of [false, true])
                  yield { caller, owner, gate, identity, boundary, session, grant, gateDenies };
}

const action = 'sts:AssumeRole';
const resource = `arn:aws:iam::${account}:role/target`;

function policyThat(type: PolicyType, said: Exclude<Says, undefined>): NamedPolicy {
  const Action = said === 'nothing' ? 's3:GetObject' : action;
  return named(type, [{ Effect: said === 'denies' ? 'Deny' : 'Allow', Action, Resource: '*' }]);
}

const named = (type: PolicyType, Statement: readonly object[]): NamedPolicy => ({
  name: type,
  document: parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement }), type),
});

/** Whom a resource names when it grants that closely; nobody when the caller has nothing that stands for it. */
function principalOf({ kind, arn, roleArn, userArn }: RequestingPrincipal, grant: Grant): string | undefined {
  if (grant === 'everyone') return '*';
  if (grant === 'account') return account;
  if (grant === 'direct') return kind === 'root' ? undefined : arn;
  return grant && (roleArn ?? userArn);
}

function gatePolicy({ caller, gate, grant, gateDenies }: Combination): NamedPolicy | undefined {
  const about = { Action: action, ...(gate === 'resource' && { Resource: '*' }) };
  const AWS = principalOf(caller, grant);
  const statements = [
    ...(AWS === undefined ? [] : [{ ...about, Effect: 'Allow', Principal: { AWS } }]),
    ...(gateDenies ? [{ ...about, Effect: 'Deny', Principal: '*' }] : []),
    { ...about, Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } },
  ];
  return named(gate, statements);
}

/** The tables, written down once more. */
function expected({ caller, owner, gate, identity, boundary, session, grant, gateDenies }: Combination): string {
  const isRoot = caller.kind === 'root';
  const denies = [!isRoot && identity === 'denies', !isRoot && boundary === 'denies', session === 'denies', gateDenies];
  if (denies.includes(true)) return 'explicitDeny';
  const given = principalOf(caller, grant) === undefined ? undefined : grant;
  const I = isRoot || identity === 'allows';
  const B = isRoot || boundary === undefined || boundary === 'allows';
  const S = session === undefined || session === 'allows';
  const all = I && B && S;
  if (owner === 'other') return all && given ? 'allowed' : 'implicitDeny';
  if (given === 'direct' || given === 'everyone') return 'allowed';
  if (given === 'role') return B && S ? 'allowed' : 'implicitDeny';
  return all && (gate === 'resource' || given) ? 'allowed' : 'implicitDeny';
}

function decided(combination: Combination): string {
  const { caller, owner, gate, identity, boundary, session } = combination;
  const gatekeeper = gatePolicy(combination);
  const request = { principal: caller, action, resource, context: new Map<string, string>() };
  return evaluate(request, {
    identity: [policyThat('identity', identity)],
    boundary: boundary && policyThat('boundary', boundary),
    session: session && [policyThat('session', session)],
    [gate]: gatekeeper,
    resourceAccountId: owner === 'own' ? account : '210987654321',
  }).outcome;
}

suite('every combination of policies is decided as the tables say', () => {
  const all = Map.groupBy(combinations(), ({ caller, owner, gate }) => `${caller.kind}, ${owner} account, ${gate}`);
  for (const [title, some] of all)
    test(title, () => {
      for (const one of some) assert.equal(decided(one), expected(one), JSON.stringify(one));
    });
});
