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
  const where = `${policyNames[PolicyType]} ${Policy}, line ${Start.Line}`;
  const head = `${Effect} of statement ${number}${named} in the ${where}`;
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
  const found = Found === undefined ? 'the request has none' : `the request has ${listed(Found)}`;
  return [`${Holds ? '✓' : '✗'} ${Name}`, `${listed(Wanted)}; ${found}`];
}

const listed = (texts: string | readonly string[]): string => [texts].flat().join(' or ');

/** Which statements decided; where none did, those that came nearest. */
export function deciderLines({
  DecidedBy,
  Looked,
}: Pick<ExplainedDecision, 'DecidedBy' | 'Looked'>): readonly string[] {
  if (DecidedBy.length > 0) {
    return ['', 'Decided by', ...DecidedBy.flatMap(statementLines)];
  }
  if (Looked.length === 0) return ['', 'There is no policy to be looked at.'];
  const near = Looked.filter(({ Matched }) => !Matched).toSorted((one, other) => missing(one) - missing(other));
  const shown = near.slice(0, mostShown);
  const more = near.length - shown.length;
  return [
    '',
    `No statement matched. ${shown.length === 1 ? 'The one there is' : 'Nearest'}:`,
    ...shown.flatMap(statementLines),
    ...(more > 0 ? [`  … and ${more} more; --json prints them all`] : []),
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

const changeSteps = ({ Steps, Sentence }: ExplainedChange): readonly string[] =>
  Steps.length > 0
    ? Steps.flatMap(({ Sentence: step, Statement }) => [
        `  ${step}`,
        ...(Statement
          ? JSON.stringify(Statement, undefined, 2)
              .split('\n')
              .map((line) => `    ${line}`)
          : []),
      ])
    : [`  ${Sentence}`];

export const noteLines = (notes: readonly string[]): readonly string[] =>
  notes.length === 0 ? [] : ['', 'Note', ...notes.map((note) => `  ${note}`)];
