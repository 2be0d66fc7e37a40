import { Failure } from '../failures.ts';
import { isStorableText } from './text.ts';

/** The attributes that ListUsers can filter on; each is an indexed column. */
export type UserFilterAttribute =
  | 'username'
  | 'sub'
  | 'email'
  | 'phone_number'
  | 'name'
  | 'given_name'
  | 'family_name'
  | 'preferred_username'
  | 'cognito:user_status'
  | 'status';

export interface UserFilter {
  readonly attribute: UserFilterAttribute;
  readonly match: 'equals' | 'startsWith';
  readonly value: string;
}

/** What ListUsers can search by. AWS: ListUsers, "Filter"; custom attributes are not searchable. */
export const searchableAttributes: readonly UserFilterAttribute[] = [
  'username',
  'sub',
  'email',
  'phone_number',
  'name',
  'given_name',
  'family_name',
  'preferred_username',
  'cognito:user_status',
  'status',
];

/** One condition: a name, `=` or `^=`, and a value in double quotes in which `\"` and `\\` stand for themselves. */
const condition = /^\s*([^\s=^"]+)\s*(\^?=)\s*"((?:[^"\\]|\\[^])*)"\s*$/;

const isSearchable = (name: string): name is UserFilterAttribute =>
  searchableAttributes.includes(name as UserFilterAttribute);

/**
 * Reads ListUsers' `Filter`: `family_name = "Reddy"`, `email ^= "a"`. The value of `cognito:user_status` is compared
 * without regard to case; everything else as it is written.
 * @returns undefined for an empty filter, which stands for all users
 * @throws Failure `invalidParameter` with AWS's texts
 */
export function parseUserFilter(text: string | undefined): UserFilter | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const [, name, operator, quoted] = condition.exec(text) ?? [];
  if (name === undefined || quoted === undefined || !isStorableText(text)) {
    throw new Failure('invalidParameter', { reason: 'Error while parsing filter' });
  }
  if (!isSearchable(name)) {
    throw new Failure('invalidParameter', { reason: `Invalid search attribute: ${name}` });
  }
  const value = quoted.replaceAll(/\\(["\\])/g, '$1');
  return {
    attribute: name,
    match: operator === '=' ? 'equals' : 'startsWith',
    value: name === 'cognito:user_status' ? value.toUpperCase() : value,
  };
}

/** The filter as ListUsers takes it. */
export const printUserFilter = ({ attribute, match, value }: UserFilter): string =>
  `${attribute} ${match === 'equals' ? '=' : '^='} "${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
