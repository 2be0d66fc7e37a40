import type { Engine } from '../statement.ts';

/** One step of the schema. Once released it is never changed: what comes later is a new one. */
export interface Migration {
  /** Sorts after every earlier one. */
  readonly name: string;
  statements(engine: Engine): readonly string[];
}
