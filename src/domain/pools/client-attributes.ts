import type { ClientSettings } from './client-settings.ts';
import type { SchemaAttribute } from './pool.ts';

const verifiedFlags: ReadonlySet<string> = new Set(['email_verified', 'phone_number_verified']);

/**
 * What is wrong with the attributes a client may read and write, in AWS's words; undefined when nothing is. A list must
 * name attributes of the schema. Writable are neither verified flags nor what only administrators write, and every
 * required attribute must be, or nobody could sign up through the client.
 */
export function clientAttributesProblem(
  { ReadAttributes = [], WriteAttributes = [] }: Pick<ClientSettings, 'ReadAttributes' | 'WriteAttributes'>,
  schema: readonly SchemaAttribute[],
  doing: 'creating' | 'updating',
): string | undefined {
  const known = new Map(schema.map((attribute) => [attribute.Name, attribute]));
  if (ReadAttributes.some((name) => !known.has(name)))
    return `Invalid read attributes specified while ${doing} a client`;

  const isWritable = (name: string): boolean =>
    known.has(name) && !verifiedFlags.has(name) && !known.get(name)?.DeveloperOnlyAttribute;
  const isMissing = ({ Name, Required }: SchemaAttribute): boolean =>
    Boolean(Required) && Name !== 'sub' && !WriteAttributes.includes(Name);
  if (WriteAttributes.length === 0) return undefined;
  return WriteAttributes.every(isWritable) && !schema.some(isMissing)
    ? undefined
    : `Invalid write attributes specified while ${doing} a client`;
}
