import { policyInWords } from '#domain/policy/policy-type.ts';
import type {
  ExplainedChange,
  ExplainedDecision,
  ExplainedPart,
  ExplainedStatement,
} from '#operations/admin/explained.ts';
import { aligned } from './aligned.ts';

/** A statement, where it stands, and what of it the request has. */
function statementLines(statement: ExplainedStatement): readonly string[] {
  const { Effect, Policy, PolicyType, Number: number, Sid, Start } = statement;
  const named = Sid === undefined ? '' : ` “${Sid}”`;
  const line = Start.Line > 1 ? `, line ${Start.Line}` : '';
  const head = `${Effect} of statement ${number}${named} in the ${policyInWords(policyNames[PolicyType], Policy)}${line}`;
  return [`  ${head}`, ...aligned(statement.Parts.map(partRow), 4)];
}

const policyNames = {
  identity: 'policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  resource: 'resource policy',
  trust: 'trust policy',
} as const satisfies Record<ExplainedStatement['PolicyType'], string>;

function partRow({ Name, Wanted, Found, Holds }: ExplainedPart): readonly [string, string] {
  const wanted = Wanted.join(' or ');
  const found = Found === undefined ? 'nothing' : [Found].flat().join(', ');
  if (!Holds) return [`✗ ${Name}`, `wants ${wanted}; the request has ${found}`];
  return [`✓ ${Name}`, found === wanted ? wanted : `${wanted} ← ${found}`];
}

/** Which statements decided; where none did, those that matched in vain and those that came nearest. */
export function deciderLines({
  DecidedBy,
  Looked,
}: Pick<ExplainedDecision, 'DecidedBy' | 'Looked'>): readonly string[] {
  if (DecidedBy.length > 0) return ['', 'Decided by', ...DecidedBy.flatMap(statementLines)];
  const allowing = Looked.filter(({ Effect }) => Effect === 'Allow');
  if (allowing.length === 0) return ['', 'No statement there is allows anything.'];
  const matched = allowing.filter(({ Matched }) => Matched);
  const near = allowing
    .filter(({ Matched }) => !Matched)
    .toSorted((one, other) => missing(one) - missing(other))
    .slice(0, mostShown);
  const left = allowing.length - matched.length - near.length;
  return [
    ...(matched.length > 0 ? ['', 'Allowed by these, which is not enough', ...matched.flatMap(statementLines)] : []),
    ...(near.length > 0 ? ['', 'What comes nearest to allowing it', ...near.flatMap(statementLines)] : []),
    ...(left > 0 ? [`  … and ${left} more: --json prints them all`] : []),
  ];
}

const mostShown = 3;

const missing = ({ Parts }: ExplainedStatement): number => Parts.filter(({ Holds }) => !Holds).length;

/** The smallest change, step by step, and the others that are as small. */
export function changeLines(
  { Change, OtherChanges }: Pick<ExplainedDecision, 'Change' | 'OtherChanges'>,
  heading: string,
): readonly string[] {
  if (!Change) return [];
  return ['', heading, ...changeSteps(Change), ...OtherChanges.flatMap((other) => ['or', ...changeSteps(other)])];
}

function changeSteps({ Steps }: ExplainedChange): readonly string[] {
  return Steps.flatMap(({ Sentence, Statement }, index) => [
    `  ${index > 0 ? 'and ' : ''}${Sentence}`,
    ...(Statement ? jsonLines(Statement) : []),
  ]);
}

const jsonLines = (value: object): readonly string[] =>
  JSON.stringify(value, undefined, 2)
    .split('\n')
    .map((line) => `    ${line}`);

export const noteLines = (notes: readonly string[]): readonly string[] =>
  notes.length === 0 ? [] : ['', 'Note', ...notes.map((note) => `  ${note}`)];
