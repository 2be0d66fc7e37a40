import type { Change, RemoveStatement, Step } from './change.ts';
import { valuesFor } from './condition-values.ts';
import type { Decision, StatementTrace } from './decision.ts';
import { changed, statementOf, type Case } from './edit-policies.ts';
import { evaluate } from './evaluate.ts';
import { isSameStatement } from './explain.ts';
import { asked, findings } from './findings.ts';
import { nearStatements } from './near-statements.ts';
import { newStatement } from './new-statement.ts';
import type { PolicyType } from './policy-type.ts';
import { missingAllows } from './verdict.ts';

/** As many changes of one size are told. */
const most = 4;

/** Policies can have thousands of statements: of more than these nobody is helped by hearing which could stay. */
const mostWeighed = 50;

/**
 * The smallest changes that would turn a decision round, the most telling first; each by itself suffices, and each was tried
 * on the policies. Of a request that is denied: what it would have to say, or the policies. Of one that is allowed: the
 * statement that must not go, or else what would deny it.
 * @param decision explained
 */
export function smallestChanges(given: Case, decision: Decision): readonly Change[] {
  const to = decision.allowed ? 'deny' : 'allow';
  const turns = turning(given, decision);
  const found = decision.allowed ? takingAway(given, decision, turns) : letting(given, decision, turns);
  return found.slice(0, most).map((steps) => ({ to, steps: needed(steps, turns) }));
}

type Steps = readonly Step[];
type Turns = (steps: Steps) => boolean;

/** Whether steps turn the decision round; tried on the policies themselves. */
const turning =
  (given: Case, { allowed }: Decision): Turns =>
  (steps) => {
    const { request, policies } = changed(given, { steps });
    return evaluate(request, policies).allowed !== allowed;
  };

/** Without those that it turns round without: what mends one policy may mend another too. */
function needed(steps: Steps, turns: Turns): Steps {
  if (steps.length > mostWeighed) return steps;
  const without = (step: Step): Steps => steps.filter((one) => one !== step);
  const spare = steps.find((step) => turns(without(step)));
  return spare ? needed(without(spare), turns) : steps;
}

const removal = (statement: StatementTrace): RemoveStatement => ({ kind: 'removeStatement', statement });

const eachOnce = (statements: readonly StatementTrace[]): readonly StatementTrace[] =>
  statements.filter((one, at) => statements.findIndex((other) => isSameStatement(one, other)) === at);

function takingAway(given: Case, { decidedBy }: Decision, turns: Turns): readonly Steps[] {
  const single = eachOnce(decidedBy)
    .slice(0, mostWeighed)
    .map((statement): Steps => [removal(statement)])
    .filter(turns);
  return single.length > 0 ? single : denials(given).filter(turns).slice(0, 1);
}

/** Statements that would deny: in the caller's own policies, where it has some, or in what is asked besides. */
function denials(given: Case): readonly Steps[] {
  const { request, policies } = given;
  const { kind } = request.principal;
  const gate: PolicyType = policies.trust ? 'trust' : 'resource';
  const own: readonly PolicyType[] =
    kind === 'user' || kind === 'session' || kind === 'federatedUser' ? ['identity'] : [];
  return [...own, gate].map((type) => [newStatement(given, type, 'Deny')]);
}

function letting(given: Case, decision: Decision, turns: Turns): readonly Steps[] {
  const { looked } = decision;
  const denies = eachOnce(looked.filter(({ effect, matched }) => effect === 'Deny' && matched));
  if (denies.length === 0) return allowing(given, looked, turns);
  const removals = denies.map(removal);
  const single = [...avoiding(given, denies, turns), ...(removals.length === 1 && turns(removals) ? [removals] : [])];
  if (single.length > 0) return single;
  if (turns(removals)) return [removals];
  const without = changed(given, { steps: removals });
  return allowing(without, looked, turning(without, decision)).map((steps) => [...removals, ...steps]);
}

/** Single conditions of what denies that would not hold if the request said something else. Any denial has to be avoided. */
function avoiding(given: Case, [trace]: readonly StatementTrace[], turns: Turns): readonly Steps[] {
  const { conditions = [] } = (trace && statementOf(given, trace)) ?? {};
  return conditions.flatMap((condition, at) => {
    const part = trace?.parts?.filter(({ part: kind }) => kind === 'condition')[at];
    const steps = valuesFor(condition, given.request, false).map((to): Steps =>
      trace && part ? [{ kind: 'changeRequest', statement: trace, condition: part, key: condition.tree.key, to }] : [],
    );
    return steps.filter(turns).slice(0, 1);
  });
}

/** What would allow it in every kind of policy that does not yet, with as few steps as possible. */
function allowing(given: Case, looked: readonly StatementTrace[], turns: Turns): readonly Steps[] {
  const { request, policies } = given;
  const missing = missingAllows(request, policies, findings(asked(request), policies));
  const together = missing
    .map((type) => [[], ...nearStatements(given, looked, type), [newStatement(given, type, 'Allow')]])
    .reduce<readonly Steps[]>(
      (all, options) => all.flatMap((steps) => options.map((more) => [...steps, ...more])),
      [[]],
    )
    .toSorted((one, other) => cost(one) - cost(other))
    .filter(turns);
  const [first] = together;
  return together.filter((steps) => first && cost(steps) === cost(first));
}

/** A new statement is more than a mended one that lacks little. */
const cost = (steps: Steps): number => steps.reduce((sum, { kind }) => sum + (kind === 'addStatement' ? 2.5 : 1), 0);
