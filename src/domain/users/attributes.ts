import { Failure } from '../failures.ts';
import type { Client } from '../pools/client.ts';
import type { Pool, SchemaAttribute } from '../pools/pool.ts';
import { isEmail, isPhoneNumber } from './names.ts';
import { isStorableText } from './text.ts';
import type { User } from './user.ts';

/** Attributes by name. */
export type Attributes = Readonly<Record<string, string>>;

interface AttributeEntry {
  Name: string | undefined;
  Value?: string | undefined;
}

/** AWS's list of names and values as a record; of a name given twice the last value counts. */
export function attributeRecord(list: readonly AttributeEntry[] | undefined): Record<string, string> {
  const record: Record<string, string> = Object.create(null);
  for (const { Name, Value } of list ?? []) if (Name !== undefined) record[Name] = Value ?? '';
  return record;
}

/** A user's attributes as AWS lists them, `sub` first; `readable` narrows them to what a client may see. */
export function attributeList(user: User, readable?: ReadonlySet<string>): { Name: string; Value: string }[] {
  const list = [{ Name: 'sub', Value: user.sub }];
  for (const [Name, Value] of Object.entries(user.attributes)) {
    if (!readable || readable.has(Name)) list.push({ Name, Value });
  }
  if (user.identities.length > 0) list.push({ Name: 'identities', Value: JSON.stringify(user.identities) });
  return list;
}

/**
 * Verified flags and developer-only attributes (`dev:…`) are no client's to write, whatever its settings.
 * @throws Failure `attributeUnauthorized` when the client may not write one of them
 */
export function refuseUnwritable(client: Client, names: readonly string[]): void {
  const reserved = (name: string): boolean =>
    name === 'email_verified' || name === 'phone_number_verified' || name.startsWith('dev:');
  if (names.some((name) => reserved(name) || (client.writable && !client.writable.has(name)))) {
    throw new Failure('attributeUnauthorized');
  }
}

function malformed(attribute: SchemaAttribute, name: string, value: string): string | undefined {
  const text = attribute.StringAttributeConstraints;
  const number = attribute.NumberAttributeConstraints;
  if (!isStorableText(value)) return `${name}: String contains characters that cannot be stored.`;
  if (value.length > 2048) return `${name}: String attributes cannot have a length of more than 2048`;
  switch (attribute.AttributeDataType) {
    case 'Number': {
      if (!/^-?\d{1,300}(?:\.\d{1,300})?$/.test(value)) return `${name}: Attribute value must be a number.`;
      if (number?.MinValue !== undefined && Number(value) < Number(number.MinValue))
        return `${name}: Number must be at least ${number.MinValue}.`;
      if (number?.MaxValue !== undefined && Number(value) > Number(number.MaxValue))
        return `${name}: Number must be at most ${number.MaxValue}.`;
      return undefined;
    }
    case 'Boolean':
      return /^(?:true|false)$/i.test(value) ? undefined : `${name}: Attribute value must be a boolean.`;
    case 'DateTime':
      return Number.isNaN(Date.parse(value)) && !/^\d+$/.test(value)
        ? `${name}: Attribute value must be a date.`
        : undefined;
    default: {
      if (text?.MinLength !== undefined && value.length < Number(text.MinLength)) {
        return `${name}: String must have a length of at least ${text.MinLength}.`;
      }
      if (text?.MaxLength !== undefined && value.length > Number(text.MaxLength)) {
        return `${name}: String must have a length of at most ${text.MaxLength}.`;
      }
      return undefined;
    }
  }
}

function problemWith(pool: Pool, name: string, value: string): string | undefined {
  const attribute = pool.attributes.get(name);
  if (!attribute || name === 'identities') return `${name}: Attribute does not exist in the schema.`;
  return value === '' ? undefined : malformed(attribute, name, value);
}

/** AWS keeps names and addresses in parts, and its message about a missing one shows that. */
function missingText(name: string): string {
  const shown = name === 'name' || name === 'address' ? `${name}.formatted` : undefined;
  return shown ? `${shown}: The attribute ${shown} is required` : `${name}: The attribute is required`;
}

const refuse = (reason: string): never => {
  throw new Failure('invalidParameter', { reason });
};

/** What is wrong with a value by itself, before the schema is asked. */
function refuseMalformedContacts(pool: Pool, { email, phone_number, preferred_username }: Attributes): void {
  if (email && !isEmail(email)) refuse('Invalid email address format.');
  if (phone_number && !isPhoneNumber(phone_number)) refuse('Invalid phone number format.');
  if (!preferred_username || !pool.aliasAttributes.has('preferred_username')) return;
  // Or somebody could sign in, and be written to, under the address of another who has not verified it yet.
  if (pool.aliasAttributes.has('email') && isEmail(preferred_username)) {
    refuse('preferred_username cannot be of email format, since user pool is configured for email alias.');
  }
  if (pool.aliasAttributes.has('phone_number') && isPhoneNumber(preferred_username)) {
    refuse(
      'preferred_username cannot be of phone number format, since user pool is configured for phone number alias.',
    );
  }
}

/**
 * Holds attributes that are about to be written against the pool's schema. An empty value stands for "none".
 * @param purpose `create` also asks for every required attribute; `adminCreate` does not, since the user is asked for
 *   them at the first sign-in; `update` refuses immutable ones
 * @throws Failure `invalidParameter` with every problem in AWS's words
 */
export function checkAttributes(pool: Pool, given: Attributes, purpose: 'create' | 'adminCreate' | 'update'): void {
  refuseMalformedContacts(pool, given);
  refuseUnchangeable(pool, Object.keys(given), purpose);
  const problems = Object.entries(given).flatMap(([name, value]) => problemWith(pool, name, value) ?? []);
  for (const attribute of pool.schema) {
    const name = attribute.Name;
    const missing = purpose === 'create' ? !given[name] : given[name] === '';
    if (attribute.Required && name !== 'sub' && missing) problems.push(missingText(name));
  }
  if (problems.length > 0) refuse(`Attributes did not conform to the schema: ${problems.join('\n')}\n`);
}

function refuseUnchangeable(pool: Pool, names: readonly string[], purpose: 'create' | 'adminCreate' | 'update'): void {
  const fixed = (name: string): boolean =>
    name === 'sub' || (purpose === 'update' && pool.attributes.get(name)?.Mutable === false);
  const problems = names.filter(fixed).map((name) => `user.${name}: Attribute cannot be updated.\n`);
  if (problems.length > 0) refuse(problems.join(''));
}

/**
 * Holds the names of attributes that are about to be removed against the pool's schema.
 * @throws Failure `invalidParameter` with a line for each that does not exist, cannot be changed or is required
 */
export function checkRemoval(pool: Pool, names: readonly string[]): void {
  const problems = names.flatMap((name) => {
    const problem = removalProblem(pool, name);
    return problem ? [`user.${name}: ${problem}\n`] : [];
  });
  if (problems.length > 0) refuse(`Invalid user attributes: ${problems.join('')}`);
}

function removalProblem(pool: Pool, name: string): string | undefined {
  const attribute = pool.attributes.get(name);
  if (!attribute || name === 'identities') return 'Attribute does not exist in the schema.';
  if (name === 'sub' || attribute.Mutable === false) return 'Attribute cannot be updated.';
  return attribute.Required ? 'The attribute is required' : undefined;
}

const contacts = [
  ['email', 'email_verified', 'Email is required to verify/un-verify an email'],
  ['phone_number', 'phone_number_verified', 'Phone Number is required to verify/un-verify a phone number'],
] as const;

/**
 * The attributes after a change: empty values remove, a changed contact attribute loses its verification unless the
 * change says so.
 * @throws Failure `invalidParameter` when the change verifies a contact attribute that is not there
 */
export function withAttributes(current: Attributes, given: Attributes): Record<string, string> {
  const next: Record<string, string> = { ...current, ...given };
  for (const [contact, flag, missing] of contacts) {
    if (given[flag]) next[flag] = given[flag].toLowerCase();
    const changed = contact in given && given[contact] !== current[contact];
    if (changed && !given[flag]) next[flag] = 'false';
    if (given[flag] && !next[contact] && !(contact in given)) refuse(missing);
    if (given[contact] === '') delete next[flag];
  }
  for (const [name, value] of Object.entries(given)) if (value === '') delete next[name];
  return next;
}
