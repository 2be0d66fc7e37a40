/** The pieces that no implementation gets around, measured one by one in the same run on the same machine. */
export const primitiveNames = [
  'argon2id',
  'rsaSign',
  'rsaVerify',
  'generatorPower',
  'publicPower',
  'secretPower',
  'seal',
  'unseal',
  'requestSignature',
  'lookUp',
  'match',
  'commit',
  'sharedCommit',
  'read',
  'readTen',
] as const;

export type PrimitiveName = (typeof primitiveNames)[number];

/** A primitive, ready to be run again and again. */
export interface Primitive {
  /** What it is, for the report. */
  readonly about: string;
  /** How many are under way at a time. */
  readonly concurrency: number;
  /** How many pieces of work one run is. */
  readonly pieces: number;
  run(): Promise<unknown> | void;
}

/** CPU time of one piece in milliseconds, all threads counted, over about `duration` milliseconds. */
export async function costOf({ concurrency, pieces, run }: Primitive, duration: number): Promise<number> {
  await run();
  const until = performance.now() + duration;
  const before = process.cpuUsage();
  let runs = 0;
  const worker = async () => {
    do {
      const pending = run();
      // A synchronous piece must not pay for a promise.
      if (pending) await pending;
      runs++;
    } while (performance.now() < until);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / (runs * pieces);
}
