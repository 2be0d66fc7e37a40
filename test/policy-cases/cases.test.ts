import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Decision } from '#domain/policy/decision.ts';
import { parsePolicy } from '#domain/policy/parse-policy.ts';
import { printPolicy } from '#domain/policy/print-policy.ts';
import { decide, ofDecisionCase, ofStatementCase, printed, withUnrelated, type Expectation } from './decide-case.ts';
import { textsOf } from './document-case.ts';
import { readAllCases } from './read-cases.ts';

const { statements, decisions, documents } = readAllCases();

for (const { about, cases } of statements)
  suite(about, () => {
    for (const one of cases)
      test(one.name, () => {
        for (const expected of ofStatementCase(one)) show(expected);
      });
  });

for (const file of decisions)
  suite(file.about, () => {
    for (const one of file.cases) test(one.name, () => show(ofDecisionCase(file, one)));
  });

for (const { about, cases } of documents)
  suite(about, () => {
    for (const one of cases)
      test(one.name, () => {
        for (const [kind, text] of textsOf(one)) {
          if (one.refused === null) {
            const { tree } = parsePolicy(text, kind);
            assert.deepEqual(parsePolicy(printPolicy(tree), kind).tree, tree, 'and reads the same when printed');
          } else {
            const refused = { code: 'MalformedPolicyDocument', message: one.refused };
            assert.throws(() => parsePolicy(text, kind), refused, kind);
          }
        }
      });
  });

/** Holds a decision to what is expected of it, and to what holds for every decision. */
function show(expected: Expectation): void {
  const decision = decide(expected);
  const { outcome, because = decision.because, decidedBy } = expected;
  assert.deepEqual(summary(decision), { outcome, because, decidedBy: decidedBy.toSorted() });

  assert.equal(decision.allowed, outcome === 'allowed');
  const effects = { allowed: 'Allow', explicitDeny: 'Deny', implicitDeny: undefined };
  for (const { effect, matched } of decision.decidedBy) assert.deepEqual([effect, matched], [effects[outcome], true]);
  assert.equal(decision.decidedBy.length === 0, decidedBy.length === 0);

  assert.deepEqual(decide(expected, printed).decidedBy.map(sidOf), decision.decidedBy.map(sidOf));
  assert.deepEqual(summary(decide(expected, printed)), summary(decision), 'the same when the policies are printed');
  assert.deepEqual(summary(decide(expected, withUnrelated)), summary(decision), 'the same with unrelated statements');
}

const sidOf = ({ sid }: Decision['decidedBy'][number]) => sid;

const summary = ({ outcome, because, decidedBy }: Decision) => ({
  outcome,
  because,
  decidedBy: decidedBy.map(sidOf).toSorted(),
});
