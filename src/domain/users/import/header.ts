import { Failure } from '../../failures.ts';
import type { Pool } from '../../pools/pool.ts';
import { csvFields } from './csv-line.ts';

export const usernameColumn = 'cognito:username';
export const mfaColumn = 'cognito:mfa_enabled';
export const hashColumn = 'password_hash';

/** The columns that an import file for this pool can have, in the order of GetCSVHeader. */
export function importColumns(pool: Pool): readonly string[] {
  const attributes = pool.schema
    .map(({ Name }) => Name)
    .filter((name) => name !== 'sub' && name !== 'identities' && !name.startsWith('dev:'));
  return [...attributes, mfaColumn, usernameColumn, hashColumn];
}

const refused = (reason: string): Failure => new Failure('invalidParameter', { reason });

/**
 * The columns of a file by its first line. They may stand in any order, and those that no user needs may be left out.
 * @throws Failure `invalidParameter` for columns that are unknown, doubled or indispensable and missing
 */
export function readHeader(pool: Pool, line: string): readonly string[] {
  if (line.trim() === '') throw refused('The file has no header.');
  const columns = csvFields(line).map((name) => name.trim());
  const known = new Set(importColumns(pool));
  const unknown = columns.filter((name) => !known.has(name));
  if (unknown.length > 0) throw refused(`The header has columns the user pool does not know: ${unknown.join(', ')}.`);
  const doubled = columns.filter((name, at) => columns.indexOf(name) !== at);
  if (doubled.length > 0) throw refused(`The header names columns twice: ${doubled.join(', ')}.`);
  const naming = pool.usernameAttributes.size > 0 ? [usernameColumn, ...pool.usernameAttributes] : [usernameColumn];
  if (!naming.some((name) => columns.includes(name))) throw refused(`The header lacks the column ${usernameColumn}.`);
  return columns;
}
