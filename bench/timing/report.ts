import type { Comparison } from './statistics.ts';

/** What was answered, by whether the name was somebody's. */
export type Answers = Readonly<Record<'known' | 'unknown', ReadonlySet<string>>>;

export const heading: readonly string[] = [
  'asked',
  'answer',
  'user, median',
  'no user, median',
  'difference (95 %)',
  'ratio',
  'P(user slower)',
  'p',
  'to tell apart',
];

/** One probe's line of the table. */
export function row(name: string, result: Comparison, { known, unknown }: Answers): string[] {
  const [mine, theirs] = [[...known].toSorted().join(' / '), [...unknown].toSorted().join(' / ')];
  return [
    name,
    mine === theirs ? mine : `${mine} | ${theirs} (differ)`,
    result.one.toFixed(3),
    result.other.toFixed(3),
    `${signed(result.difference)} (${signed(result.from)} … ${signed(result.to)})`,
    (result.one / result.other).toFixed(3),
    result.dominance.toFixed(3),
    result.p < 0.0001 ? '< 0.0001' : result.p.toFixed(4),
    result.p < 0.05 ? `${result.needed} requests` : 'not shown',
  ];
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;

export const table = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
