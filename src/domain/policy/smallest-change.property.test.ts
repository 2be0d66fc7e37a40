import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyCase } from '../../../test/support/policy-cases.ts';
import type { Step } from './change.ts';
import { changeInWords } from './change-words.ts';
import type { Case } from './edit-policies.ts';
import { evaluate } from './evaluate.ts';
import { explain } from './explain.ts';
import { parsePolicy } from './parse-policy.ts';
import type { NamedPolicy, PolicySet } from './policy-set.ts';
import type { StatementTree } from './policy-tree.ts';
import { printPolicy } from './print-policy.ts';
import { smallestChanges } from './smallest-change.ts';

type Statements = readonly (StatementTree | undefined)[];

/** Takes the steps as an administrator would: on the text of the policies, and on what the request says. */
function applied({ request, policies }: Case, steps: readonly Step[]): Case {
  const context = new Map(request.context);
  const texts = new Map<string, Statements>();
  const all = (Object.entries(policies) as [string, unknown][]).flatMap(([, value]) => [value].flat());
  const named = all.filter((value): value is NamedPolicy => typeof value === 'object' && value !== null);
  for (const { name, document } of named) texts.set(name, document.tree.statements);
  let edited = policies;
  for (const step of steps) {
    if (step.kind === 'changeRequest') {
      if (step.to === undefined) context.delete(step.key.toLowerCase());
      else context.set(step.key.toLowerCase(), step.to);
    } else if (step.kind === 'addStatement') {
      const name = step.policy ?? `mine ${step.policyType}`;
      texts.set(name, [...(texts.get(name) ?? []), step.statement]);
      if (step.policy === undefined) edited = withNew(edited, step.policyType, name, step.statement);
    } else {
      const { policy, index } = step.statement;
      texts.set(
        policy,
        (texts.get(policy) ?? []).map((tree, at) => (at === index && tree ? editedTree(tree, step) : tree)),
      );
    }
  }
  const read = ({ name, document }: NamedPolicy): NamedPolicy => {
    const statements = (texts.get(name) ?? []).filter((tree) => tree !== undefined);
    // A policy that has lost its last statement is deleted, which is as good as one that speaks of nothing.
    const nothing: StatementTree = {
      effect: 'Deny',
      action: { not: false, values: ['none:None'] },
      ...(document.kind !== 'trust' && { resource: { not: false, values: ['*'] } }),
      ...(document.kind === 'resource' && {
        principal: { not: false, names: [{ type: 'AWS', value: '111111111111' }] },
      }),
      conditions: [],
    };
    const left = statements.length > 0 ? statements : document.kind === 'trust' ? [] : [nothing];
    if (left.length === 0) return { name, document: { ...document, statements: [], about: () => [] } };
    return { name, document: parsePolicy(printPolicy({ ...document.tree, statements: left }), document.kind) };
  };
  return {
    request: { ...request, context },
    policies: {
      ...edited,
      identity: edited.identity.map(read),
      boundary: edited.boundary && read(edited.boundary),
      session: edited.session?.map(read),
      resource: edited.resource && read(edited.resource),
      trust: edited.trust && read(edited.trust),
    },
  };
}

function editedTree(tree: StatementTree, step: Step): StatementTree | undefined {
  if (step.kind !== 'widenStatement') return undefined;
  const { add } = step;
  if (add.part === 'principal') {
    return { ...tree, principal: { not: false, names: [...tree.principal!.names, add.value] } };
  }
  if (add.part === 'condition') {
    const conditions = tree.conditions.map((one, at) =>
      at === add.at ? { ...one, values: [...one.values, add.value] } : one,
    );
    return { ...tree, conditions };
  }
  return { ...tree, [add.part]: { not: false, values: [...tree[add.part]!.values, add.value] } };
}

function withNew(policies: PolicySet, type: keyof PolicySet, name: string, statement: StatementTree): PolicySet {
  const kind = type as NamedPolicy['document']['kind'];
  const text = printPolicy({ version: '2012-10-17', statements: [statement] });
  const policy = { name, document: parsePolicy(text, kind) };
  if (kind === 'identity') return { ...policies, identity: [...policies.identity, policy] };
  if (kind === 'session') return { ...policies, session: [...(policies.session ?? []), policy] };
  return { ...policies, [kind]: policy };
}

test('every change that is told turns the decision round when it is made, and there always is one', () => {
  fc.assert(
    fc.property(anyCase, (given) => {
      const decision = explain(given.request, given.policies);
      const changes = smallestChanges(given, decision);
      assert.ok(changes.length > 0, 'no change is told');
      for (const change of changes) {
        assert.equal(change.to, decision.allowed ? 'deny' : 'allow');
        const then = applied(given, change.steps);
        assert.notEqual(evaluate(then.request, then.policies).allowed, decision.allowed, changeInWords(change));
      }
    }),
    { numRuns: 500 },
  );
});

test('a change of several steps needs every one of them', () => {
  fc.assert(
    fc.property(anyCase, (given) => {
      const decision = explain(given.request, given.policies);
      for (const { steps } of smallestChanges(given, decision)) {
        for (const left of steps) {
          const then = applied(
            given,
            steps.filter((step) => step !== left),
          );
          assert.equal(evaluate(then.request, then.policies).allowed, decision.allowed);
        }
      }
    }),
    { numRuns: 500 },
  );
});
