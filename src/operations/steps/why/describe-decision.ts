import type { Change, Step } from '#domain/policy/change.ts';
import { stepInWords, together } from '#domain/policy/change-words.ts';
import type { Decision, PartTrace, StatementTrace } from '#domain/policy/decision.ts';
import type { Case } from '#domain/policy/edit-policies.ts';
import { isSameStatement } from '#domain/policy/explain.ts';
import { printPolicy } from '#domain/policy/print-policy.ts';
import { smallestChanges } from '#domain/policy/smallest-change.ts';
import type { StatementTree } from '#domain/policy/policy-tree.ts';
import type {
  ExplainedChange,
  ExplainedDecision,
  ExplainedPart,
  ExplainedStatement,
  ExplainedStep,
} from '../../admin/explained.ts';

/** A decision that was explained, with the changes that would turn it round. */
export function describeDecision(given: Case, decision: Decision): ExplainedDecision {
  const { allowed, outcome, because, decidedBy, looked } = decision;
  const [change, ...more] = smallestChanges(given, decision).map(describeChange);
  return {
    ...{ Allowed: allowed, Outcome: outcome, Because: because },
    DecidedBy: decidedBy.map((one) => describeStatement(looked.find((other) => isSameStatement(one, other)) ?? one)),
    Looked: looked.map(describeStatement),
    ...(change && { Change: change }),
    OtherChanges: more,
  };
}

const describeStatement = (statement: StatementTrace): ExplainedStatement => ({
  ...{ Policy: statement.policy, PolicyType: statement.policyType, Number: statement.index + 1 },
  ...(statement.sid !== undefined && { Sid: statement.sid }),
  Effect: statement.effect,
  Start: { Line: statement.start.line, Column: statement.start.column },
  End: { Line: statement.end.line, Column: statement.end.column },
  Matched: statement.matched,
  Parts: (statement.parts ?? []).map(describePart),
});

const describePart = ({ part, name, wanted, found, holds }: PartTrace): ExplainedPart => ({
  ...{ Part: part, Name: name, Wanted: wanted },
  ...(found !== undefined && { Found: found }),
  Holds: holds,
});

const describeChange = ({ to, steps }: Change): ExplainedChange =>
  togetherInWords(to === 'allow' ? wouldBe.allowed : wouldBe.denied, steps.map(describeStep));

/** How what a change leads to begins. */
export const wouldBe = { allowed: 'It would be allowed', denied: 'It would be denied' } as const;

/** Steps that are to be taken together. @param would what would be then */
export const togetherInWords = (would: string, steps: readonly ExplainedStep[]): ExplainedChange => ({
  Sentence: `${would} if ${together(steps.map(({ Sentence }) => Sentence))}.`,
  Steps: steps,
});

/** One step as it is answered. */
export function describeStep(step: Step): ExplainedStep {
  const said = { Kind: step.kind, Sentence: stepInWords(step) };
  if (step.kind === 'addStatement') {
    const { policy, policyType, statement } = step;
    return {
      ...said,
      ...(policy !== undefined && { Policy: policy }),
      PolicyType: policyType,
      Statement: written(statement),
    };
  }
  const { policy, policyType, index, sid } = step.statement;
  const where = {
    ...{ Policy: policy, PolicyType: policyType, StatementNumber: index + 1 },
    ...(sid !== undefined && { Sid: sid }),
  };
  if (step.kind === 'removeStatement') return { ...said, ...where };
  if (step.kind === 'widenStatement') {
    const { part, value } = step.add;
    return { ...said, ...where, Part: part, Add: typeof value === 'string' ? value : value.value };
  }
  const { key, to, condition } = step;
  return {
    ...{ ...said, ...where, Key: key },
    ...(condition.found !== undefined && { Found: condition.found }),
    ...(to !== undefined && { To: to }),
  };
}

/** The statement as it is put into a policy. */
function written(statement: StatementTree): Readonly<Record<string, unknown>> {
  const { Statement } = JSON.parse(printPolicy({ version: '2012-10-17', statements: [statement] })) as {
    Statement: readonly Readonly<Record<string, unknown>>[];
  };
  return Statement[0] ?? {};
}
