import { userPools } from './0001-user-pools.ts';
import { iam } from './0002-iam.ts';
import { identityPools } from './0003-identity-pools.ts';
import type { Migration } from './migration.ts';

/** In the order in which they are applied. */
export const migrations: readonly Migration[] = [userPools, iam, identityPools];
