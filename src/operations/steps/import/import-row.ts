import { uuid } from '#crypto/random-text.ts';
import { Failure } from '#domain/failures.ts';
import type { RowOutcome } from '#domain/users/import-job.ts';
import { importedUser, type ImportFile } from '#domain/users/import/row.ts';
import { aliasesOf, foldName } from '#domain/users/names.ts';
import type { User } from '#domain/users/user.ts';
import type { Stores } from '#ports/stores.ts';
import type { Uses } from '../../operation.ts';
import { addUser } from '../add-user.ts';
import type { FileLine } from './lines.ts';

/**
 * Adds the user of one row, inside a transaction. A row that cannot be added is an outcome and no failure.
 * @throws Failure `usernameTaken`, `aliasExists` when somebody else has just taken a name: the batch is to be repeated
 */
export async function importRow(
  stores: Pick<Stores, 'users'>,
  { random, clock }: Uses<'random' | 'clock'>,
  file: ImportFile,
  { number: line, text }: FileLine,
): Promise<RowOutcome> {
  if (text === undefined) return { line, result: 'failed', reason: 'The row is too long or not UTF-8.' };
  const user = readUser(file, text, uuid(random.bytes(16)), clock.now());
  if (typeof user === 'string') return { line, result: 'failed', reason: user };
  const taken = await takenBy(stores, file, user);
  if (taken) return { line, ...taken };
  await addUser(stores, file.pool, user);
  return { line, result: 'imported' };
}

/** The row's user, or what is wrong with the row. */
function readUser(file: ImportFile, text: string, sub: string, now: number): User | string {
  try {
    return importedUser(file, text, sub, now);
  } catch (error) {
    if (error instanceof Failure) return error.message;
    throw error;
  }
}

/** Whether a name the user would sign in by is another's. Asked first, since a refused insert would undo the batch. */
async function takenBy(
  { users }: Pick<Stores, 'users'>,
  { pool }: ImportFile,
  user: User,
): Promise<Omit<RowOutcome, 'line'> | undefined> {
  const exists = { result: 'skipped', reason: 'The user already exists.' } as const;
  const key = foldName(pool, user.username);
  if (await users.findByUsername(pool.id, key)) return exists;
  if (await users.findBySub(pool.id, key)) return exists;
  for (const alias of aliasesOf(pool, user.attributes)) {
    if (!(await users.findByAlias(pool.id, alias))) continue;
    if (pool.usernameAttributes.size > 0) return exists;
    return { result: 'failed', reason: `An account with the given ${alias.kind} already exists.` };
  }
  return undefined;
}
