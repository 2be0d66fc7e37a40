import type { RootCredentials } from '#config/credentials-file.ts';

/** A pool that is filled with users, and its client. */
export interface FilledPool {
  readonly poolId: string;
  readonly clientId: string;
  /** How many users it was filled with: `user-0000000`, `user-0000001`, … */
  readonly users: number;
}

/** Where a run takes place; handed to the process that makes the load. */
export interface Site {
  readonly port: number;
  readonly credentials: RootCredentials;
  /** Smallest first. */
  readonly pools: readonly FilledPool[];
  /** Distinguishes the users that this run adds from those of earlier ones. */
  readonly run: string;
}

/** The password of every user that a pool is filled with. */
export const usualPassword = 'Correct-Horse-7';

const digits = 7;

export const usernameOf = (index: number): string => `user-${String(index).padStart(digits, '0')}`;
export const emailOf = (index: number): string => `${usernameOf(index)}@example.com`;

/** A beginning that ten usernames share. */
export const prefixOfTen = (index: number): string => usernameOf(index).slice(0, -1);

/** The largest pool, where people sign in and up. */
export function mainPool({ pools }: Site): FilledPool {
  const last = pools.at(-1);
  if (!last) throw new Error('There is no pool.');
  return last;
}
