import type { SchemaAttribute } from './pool.ts';

/** Attribute values are at most this long, whatever a schema says. */
const longestAttribute = 2048;

type Constraints = Pick<SchemaAttribute, 'StringAttributeConstraints' | 'NumberAttributeConstraints'>;

const isLength = (text: string | undefined): boolean => text === undefined || /^\d{1,9}$/.test(text);
const isNumber = (text: string | undefined): boolean => text === undefined || /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text);

function lengthProblem(
  name: string,
  { MinLength, MaxLength }: { MinLength?: string; MaxLength?: string },
): string | undefined {
  if (!isLength(MinLength) || !isLength(MaxLength))
    return `Invalid StringAttributeConstraints for schema attribute ${name}`;
  if ([MinLength, MaxLength].some((length) => Number(length ?? 0) > longestAttribute)) {
    return `user.${name}: String attributes cannot have a length of more than ${longestAttribute}`;
  }
  if (Number(MaxLength ?? longestAttribute) < Number(MinLength ?? 0))
    return `user.${name}: Max length cannot be less than min length.`;
  return undefined;
}

function valueProblem(
  name: string,
  { MinValue, MaxValue }: { MinValue?: string; MaxValue?: string },
): string | undefined {
  if (!isNumber(MinValue) || !isNumber(MaxValue))
    return `Invalid NumberAttributeConstraints for schema attribute ${name}`;
  if (MinValue !== undefined && MaxValue !== undefined && Number(MaxValue) < Number(MinValue)) {
    return `user.${name}: Max value cannot be less than min value.`;
  }
  return undefined;
}

/** What is wrong with the limits that a schema entry of this type sets, in AWS's words; undefined when nothing is. */
export function constraintProblem(
  name: string,
  type: SchemaAttribute['AttributeDataType'],
  given: Constraints,
): string | undefined {
  if (given.StringAttributeConstraints && type !== 'String')
    return `Invalid StringAttributeConstraints for schema attribute ${name}`;
  if (given.NumberAttributeConstraints && type !== 'Number')
    return `Invalid NumberAttributeConstraints for schema attribute ${name}`;
  return (
    lengthProblem(name, given.StringAttributeConstraints ?? {}) ??
    valueProblem(name, given.NumberAttributeConstraints ?? {})
  );
}

/** The limits as they are stored: the member that fits the type, empty where nothing is limited, none for other types. */
export function constraintsOf(type: SchemaAttribute['AttributeDataType'], given: Constraints): Constraints {
  if (type === 'String') return { StringAttributeConstraints: { ...given.StringAttributeConstraints } };
  if (type === 'Number') return { NumberAttributeConstraints: { ...given.NumberAttributeConstraints } };
  return {};
}
