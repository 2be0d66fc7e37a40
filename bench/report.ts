import type { Measurement } from './measure.ts';

/** Starting and memory. Milliseconds and MB. */
export interface Footprint {
  /** The first start, which makes database and keys. */
  readonly firstReady: number;
  /** The middle of several later starts. */
  readonly ready: number;
  readonly idle: number;
  readonly users: number;
  /** After everything was measured. */
  readonly exercised: number;
  readonly peak: number;
}

/** How much more the largest pool costs than the smallest. */
export interface Growth {
  readonly series: string;
  readonly from: number;
  readonly to: number;
  readonly factor: number;
}

export function growths(measurements: readonly Measurement[]): Growth[] {
  const series = Map.groupBy(measurements, ({ scale }) => scale?.series);
  return [...series].flatMap(([name, members]) => {
    const sorted = members.toSorted((one, other) => (one.scale?.users ?? 0) - (other.scale?.users ?? 0));
    const [first, last] = [sorted[0], sorted.at(-1)];
    if (!name || !first?.scale || !last?.scale || first === last) return [];
    return [{ series: name, from: first.scale.users, to: last.scale.users, factor: last.cpu / first.cpu }];
  });
}

const headings = [
  ...['workload', 'at a time', 'ops/s', 'p50 ms', 'p99 ms', 'cores', 'CPU ms', 'a core-second'],
  ...['limit ms', 'ratio', 'aim'],
];

const cells = (found: Measurement): string[] => [
  found.name,
  String(found.concurrency),
  whole(found.operationsPerSecond),
  found.p50.toFixed(2),
  found.p99.toFixed(2),
  found.busy.toFixed(2),
  milliseconds(found.cpu),
  whole(1_000 / found.cpu),
  milliseconds(found.limit),
  found.ratio.toFixed(2),
  [verdict(found.ratio, found.aim), rateVerdict(1_000 / found.cpu, found.rate)].filter(Boolean).join(', '),
];

const whole = (value: number): string => Math.round(value).toLocaleString('en');
/** With three digits that count, or to the microsecond. */
const milliseconds = (value: number): string => (value < 0.01 ? value.toFixed(5) : value.toFixed(3));

const verdict = (value: number, aim: number | undefined): string =>
  aim === undefined ? '' : `≤ ${aim}${value <= aim ? '' : ' missed'}`;

const rateVerdict = (value: number, rate: number | undefined): string =>
  rate === undefined ? '' : `≥ ${whole(rate)}/s${value >= rate ? '' : ' missed'}`;

/** The workloads as a table. */
export function table(measurements: readonly Measurement[]): string {
  const rows = [headings, ...measurements.map(cells)];
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
  return rows.map(line).join('\n');
}

/** The parts that were measured and what each cost, the middle of all measurements. */
export function partsTable(measurements: readonly Measurement[], about: ReadonlyMap<string, string>): string {
  const costs = Map.groupBy(
    measurements.flatMap(({ parts }) => parts),
    ({ name }) => name,
  );
  return [...costs]
    .map(([name, found]) => {
      const middle = found.map(({ cost }) => cost).toSorted((one, other) => one - other)[Math.floor(found.length / 2)];
      return `${(1_000 * (middle ?? 0)).toFixed(2).padStart(10)} µs  ${about.get(name) ?? name}`;
    })
    .join('\n');
}

/** Growth, start and memory, a line each. */
export function remarks(growth: readonly Growth[], footprint: Footprint): string {
  const { ready, firstReady, idle, exercised, peak, users } = footprint;
  return [
    ...growth.map(
      ({ series, from, to, factor }) =>
        `${series}: ${factor.toFixed(2)} times the CPU at ${to.toLocaleString('en')} users as at ${from.toLocaleString('en')} (${verdict(factor, 1.3)})`,
    ),
    `ready after ${Math.round(ready)} ms (${verdict(ready, 500)}); the very first start ${Math.round(firstReady)} ms`,
    `memory idle ${Math.round(idle)} MB (${verdict(idle, 120)}); with ${users.toLocaleString('en')} users and after all of this ${Math.round(exercised)} MB (${verdict(exercised, 350)}), at most ${Math.round(peak)} MB`,
  ].join('\n');
}
