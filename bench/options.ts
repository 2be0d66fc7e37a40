import { parseArgs } from 'node:util';

/** What a run measures, and for how long. */
export interface BenchOptions {
  /** Only workloads whose name contains one of these; all of them when empty. */
  readonly only: readonly string[];
  /** Users in each of the pools that are listed and searched; the largest is also where people sign in. */
  readonly sizes: readonly number[];
  /** Measurements of each workload; the middle one counts. */
  readonly rounds: number;
  /** How long one measurement takes, in milliseconds. */
  readonly duration: number;
  /** Restarts whose time is taken. */
  readonly starts: number;
  /** Where the results go as JSON. */
  readonly json: string | undefined;
  /** A folder to keep: users that are there already are not made again. */
  readonly data: string | undefined;
  readonly list: boolean;
  readonly help: boolean;
}

export const usage = `npm run bench -- [options]

  --only NAME      only workloads whose name contains NAME (may be repeated)
  --sizes LIST     users per pool, smallest first (1000,100000,1000000)
  --rounds N       measurements of each workload; the middle one counts (3)
  --duration MS    length of one measurement (2000)
  --data DIR       keep the database in DIR and use it again
  --json FILE      write the results there as well
  --smoke          a few seconds, to see that everything works; its figures mean nothing
  --list           name the workloads and what each is held against
  --help           this

CENOTE_DATABASE_URL measures against PostgreSQL instead of SQLite.`;

/**
 * Reads the command line.
 * @throws Error in words for whoever typed it
 */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true, default: [] },
      sizes: { type: 'string' },
      rounds: { type: 'string' },
      duration: { type: 'string' },
      data: { type: 'string' },
      json: { type: 'string' },
      smoke: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const usual = values.smoke
    ? { sizes: '100,200', rounds: '1', duration: '80', starts: 1 }
    : { sizes: '1000,100000,1000000', rounds: '3', duration: '2000', starts: 5 };
  const sizes = (values.sizes ?? usual.sizes).split(',').map((size) => count('--sizes', size, 100, 10_000_000));
  return {
    only: values.only,
    sizes: sizes.toSorted((one, other) => one - other),
    rounds: count('--rounds', values.rounds ?? usual.rounds, 1, 100),
    duration: count('--duration', values.duration ?? usual.duration, 50, 60_000),
    starts: usual.starts,
    json: values.json,
    data: values.data,
    list: values.list,
    help: values.help,
  };
}

function count(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new Error(`${name} takes whole numbers from ${least} to ${most}, not “${text}”.`);
  }
  return value;
}
