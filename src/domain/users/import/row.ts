import { isAcceptedImportHash } from '#crypto/password-formats/import-ceilings.ts';
import { Failure } from '../../failures.ts';
import type { Pool } from '../../pools/pool.ts';
import { checkAttributes, withAttributes, type Attributes } from '../attributes.ts';
import type { ImportAlgorithm } from '../import-job.ts';
import { newUser } from '../new-user.ts';
import { newUsername } from '../new-username.ts';
import type { User } from '../user.ts';
import { csvFields } from './csv-line.ts';
import { hashColumn, mfaColumn, usernameColumn } from './header.ts';

/** What the rows of one file have in common. */
export interface ImportFile {
  readonly pool: Pool;
  readonly columns: readonly string[];
  readonly algorithm: ImportAlgorithm | undefined;
}

/** AWS's limit, in characters. */
const longestRow = 16_000;

/** The contract's pattern and length for usernames, which no front has checked here. */
const username = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u;

const refuse = (reason: string): never => {
  throw new Failure('invalidParameter', { reason });
};

/**
 * The user that a row of an import file stands for: one who has to reset the password at the first sign-in, or, where the
 * row brings the hash of a password, one who can go on signing in with it.
 * @throws Failure `invalidParameter` with the reason why the row stands for none
 */
export function importedUser(file: ImportFile, line: string, sub: string, now: number): User {
  const { pool, columns } = file;
  if (line.length > longestRow) refuse(`The row is longer than ${longestRow} characters.`);
  const fields = csvFields(line);
  if (fields.length !== columns.length) refuse('The number of fields in the row differs from the header.');
  const row = new Map(columns.map((column, at) => [column, fields[at] ?? '']));

  refuseMfa(row.get(mfaColumn));
  const hash = passwordHash(file, row.get(hashColumn));
  const name = row.get(usernameColumn) || row.get('email') || row.get('phone_number') || '';
  if (!username.test(pool.usernameAttributes.size > 0 ? name : (row.get(usernameColumn) ?? ''))) {
    refuse(`The row has no valid ${usernameColumn}.`);
  }
  const named = newUsername(pool, name, attributesOf(file, row), sub);
  checkAttributes(pool, named.attributes, 'create');
  const attributes = withAttributes({}, named.attributes);
  refuseUnverified(pool, attributes);
  const status = hash ? 'CONFIRMED' : 'RESET_REQUIRED';
  const user = newUser({ poolId: pool.id, sub, username: named.username, status, attributes, now });
  return hash ? { ...user, password: { hash, srp: undefined, setAt: now } } : user;
}

function refuseMfa(enabled: string | undefined): void {
  if (enabled && !/^(?:true|false)$/i.test(enabled)) refuse(`${mfaColumn} must be TRUE or FALSE.`);
  if (enabled?.toLowerCase() === 'true') refuse('Multi-factor sign-in is not supported by this server yet.');
}

function passwordHash({ algorithm }: ImportFile, hash: string | undefined): string | undefined {
  if (!hash) return undefined;
  if (!algorithm) return refuse('The row has a password hash, but the import job names no hashing algorithm.');
  return isAcceptedImportHash(algorithm, hash)
    ? hash
    : refuse(`The password hash is no ${algorithm} hash that is accepted.`);
}

/**
 * An address is wanted only where its flag is TRUE.
 * AWS: "Creating the user import CSV file", Amazon Cognito developer guide.
 */
const isOfNothing = (row: ReadonlyMap<string, string>, name: string, value: string): boolean =>
  (name === 'email_verified' || name === 'phone_number_verified') &&
  value.toLowerCase() === 'false' &&
  !row.get(name.replace('_verified', ''));

/** Values as the file writes them, turned into what attributes hold: dates by year, flags in lower case. */
function attributesOf({ pool }: ImportFile, row: ReadonlyMap<string, string>): Attributes {
  const attributes: Record<string, string> = {};
  for (const [name, value] of row) {
    const attribute = pool.attributes.get(name);
    if (!attribute || value === '' || isOfNothing(row, name, value)) continue;
    attributes[name] =
      name === 'birthdate' ? yearFirst(value) : attribute.AttributeDataType === 'Boolean' ? value.toLowerCase() : value;
  }
  return attributes;
}

function yearFirst(date: string): string {
  const [, month, day, year] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(date) ?? [];
  const turned = `${year}-${month}-${day}`;
  // A day that no month has, such as 31 February, comes back as another.
  const time = Date.parse(turned);
  const exists = !Number.isNaN(time) && new Date(time).toISOString().startsWith(turned);
  return exists ? turned : refuse('birthdate must be a date of the form mm/dd/yyyy.');
}

/** Whoever has to reset a password needs an address to which the code can go. */
function refuseUnverified({ autoVerified }: Pool, attributes: Attributes): void {
  if (autoVerified.size === 0 || [...autoVerified].some((contact) => attributes[`${contact}_verified`] === 'true'))
    return;
  refuse(
    'The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).',
  );
}
