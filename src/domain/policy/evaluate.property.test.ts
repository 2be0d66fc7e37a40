import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  arbitraryPolicies,
  arbitraryRequest,
  arbitraryStatement,
  policySet,
  type Statement,
  type WrittenPolicies,
} from '../../../test/support/arbitrary-policies.ts';
import type { AccessRequest } from './access-request.ts';
import type { Decision } from './decision.ts';
import { evaluate } from './evaluate.ts';
import type { PolicyType } from './policy-type.ts';

const kinds = ['identity', 'boundary', 'session', 'resource', 'trust'] as const satisfies PolicyType[];
const effort = { numRuns: 500 };

const decide = (request: AccessRequest, policies: WrittenPolicies): Decision => evaluate(request, policySet(policies));

/** Puts a statement into the first policy of a kind; undefined when there is no such policy. */
function withStatement(policies: WrittenPolicies, kind: PolicyType, statement: Statement): WrittenPolicies | undefined {
  const found = policies[kind];
  if (!found || found.length === 0) return undefined;
  if (kind !== 'identity' && kind !== 'session') return { ...policies, [kind]: [statement, ...found] };
  const [first = [], ...rest] = policies[kind] ?? [];
  return { ...policies, [kind]: [[...first, statement], ...rest] };
}

const addition = (effect: 'Allow' | 'Deny') =>
  fc.constantFrom(...kinds).chain((kind) => fc.tuple(fc.constant(kind), arbitraryStatement(kind, fc.constant(effect))));

test('a Deny that is about the request always wins, whichever policy of the caller or the resource it stands in', () => {
  const all = { Effect: 'Deny', Action: '*', Resource: '*' };
  const denying: Readonly<Record<PolicyType, Statement>> = {
    identity: all,
    boundary: all,
    session: all,
    resource: { ...all, Principal: '*' },
    trust: { Effect: 'Deny', Action: 'sts:*', Principal: '*' },
  };
  fc.assert(
    fc.property(arbitraryRequest, arbitraryPolicies, fc.constantFrom(...kinds), (request, policies, kind) => {
      const denied = withStatement(policies, kind, denying[kind]);
      fc.pre(denied !== undefined);
      // The root is bound by nothing that is put on identities; a trust policy speaks of STS alone.
      fc.pre(request.principal.kind !== 'root' || (kind !== 'identity' && kind !== 'boundary'));
      fc.pre(kind !== 'trust' || request.action.startsWith('sts:'));
      assert.equal(denied && decide(request, denied).outcome, 'explicitDeny');
    }),
    effort,
  );
});

test('an Allow that is added to a policy takes no access away', () => {
  fc.assert(
    fc.property(arbitraryRequest, arbitraryPolicies, addition('Allow'), (request, policies, [kind, statement]) => {
      const more = withStatement(policies, kind, statement);
      fc.pre(more !== undefined);
      const [before, after] = [decide(request, policies), decide(request, more ?? policies)];
      assert.ok(after.allowed || !before.allowed);
      assert.equal(after.outcome === 'explicitDeny', before.outcome === 'explicitDeny');
    }),
    effort,
  );
});

test('a Deny that is added to a policy gives no access', () => {
  fc.assert(
    fc.property(arbitraryRequest, arbitraryPolicies, addition('Deny'), (request, policies, [kind, statement]) => {
      const more = withStatement(policies, kind, statement);
      fc.pre(more !== undefined);
      const [before, after] = [decide(request, policies), decide(request, more ?? policies)];
      assert.ok(before.allowed || !after.allowed);
      assert.ok(before.outcome !== 'explicitDeny' || after.outcome === 'explicitDeny');
    }),
    effort,
  );
});

test('a further policy of the identity, or a first one of the resource, takes no access away unless it denies', () => {
  const allowing = fc.tuple(
    arbitraryStatement('identity', fc.constant('Allow')),
    arbitraryStatement('resource', fc.constant('Allow')),
  );
  fc.assert(
    fc.property(arbitraryRequest, arbitraryPolicies, allowing, (request, policies, [own, onResource]) => {
      const { allowed } = decide(request, policies);
      const more = { ...policies, identity: [[own], ...policies.identity] };
      assert.ok(!allowed || decide(request, more).allowed);
      assert.ok(!allowed || decide(request, { ...policies, resource: policies.resource ?? [onResource] }).allowed);
    }),
    effort,
  );
});

test('a boundary, and a first session policy, only ever take access away', () => {
  fc.assert(
    fc.property(arbitraryRequest, arbitraryPolicies, (request, policies) => {
      const { allowed } = decide(request, policies);
      assert.ok(!allowed || decide(request, { ...policies, boundary: undefined }).allowed);
      assert.ok(!allowed || decide(request, { ...policies, session: undefined }).allowed);
    }),
    effort,
  );
});

test('nothing is allowed without a statement that allows it, but to the root', () => {
  fc.assert(
    fc.property(arbitraryRequest, arbitraryPolicies, (request, policies) => {
      const { outcome, decidedBy } = decide(request, policies);
      const effects = new Set(decidedBy.map(({ effect }) => effect));
      if (outcome === 'implicitDeny') assert.equal(effects.size, 0);
      else if (outcome === 'explicitDeny') assert.deepEqual([...effects], ['Deny']);
      else assert.ok(!effects.has('Deny') && (effects.has('Allow') || request.principal.kind === 'root'));
    }),
    effort,
  );
});

test('the order of policies and of their statements does not matter', () => {
  const turned = ({ identity, session, ...rest }: WrittenPolicies): WrittenPolicies => ({
    ...rest,
    identity: identity.map((one) => one.toReversed()).toReversed(),
    session: session?.map((one) => one.toReversed()).toReversed(),
    boundary: rest.boundary?.toReversed(),
    resource: rest.resource?.toReversed(),
    trust: rest.trust?.toReversed(),
  });
  const summary = ({ outcome, because, decidedBy }: Decision) => ({ outcome, because, decided: decidedBy.length });
  fc.assert(
    fc.property(arbitraryRequest, arbitraryPolicies, (request, policies) => {
      assert.deepEqual(summary(decide(request, turned(policies))), summary(decide(request, policies)));
    }),
    effort,
  );
});

test('the case in which an action is asked for does not matter', () => {
  fc.assert(
    fc.property(arbitraryRequest, arbitraryPolicies, (request, policies) => {
      const loud = { ...request, action: request.action.toUpperCase() };
      assert.equal(decide(loud, policies).outcome, decide(request, policies).outcome);
    }),
    effort,
  );
});
