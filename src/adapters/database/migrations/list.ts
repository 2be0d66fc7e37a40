import type { Engine } from '../statement.ts';
import { userPools } from './0001-user-pools.ts';
import { iam } from './0002-iam.ts';
import { identityPools } from './0003-identity-pools.ts';

/** One step of the schema. Once released it is never changed: what comes later is a new one. */
export interface Migration {
  /** Sorts after every earlier one. */
  readonly name: string;
  statements(engine: Engine): readonly string[];
}

/** In the order in which they are applied. */
export const migrations: readonly Migration[] = [userPools, iam, identityPools];
