import { Failure } from '../failures.ts';
import { constraintProblem, constraintsOf } from './attribute-constraints.ts';
import type { PoolSettings, SchemaAttribute } from './pool.ts';
import { standardAttributes } from './standard-attributes.ts';

/** How many custom attributes a pool can have. */
const customAttributeLimit = 50;

type Given = Partial<SchemaAttribute>;

const invalid = (reason: string): Failure => new Failure('invalidParameter', { reason });

function refuseBrokenConstraints(name: string, type: SchemaAttribute['AttributeDataType'], given: Given): void {
  const reason = constraintProblem(name, type, given);
  if (reason) throw invalid(reason);
}

/** A standard attribute with what the pool's creator sets of it. */
function standardAttribute(standard: SchemaAttribute, given: Given): SchemaAttribute {
  const name = standard.Name;
  const changesType = given.AttributeDataType !== undefined && given.AttributeDataType !== standard.AttributeDataType;
  if (changesType || given.DeveloperOnlyAttribute) {
    throw invalid(
      `You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute ${name}`,
    );
  }
  const Required = given.Required ?? standard.Required ?? false;
  const Mutable = given.Mutable ?? standard.Mutable ?? true;
  const generated = name === 'sub' || name === 'identities';
  if (generated && (Required !== standard.Required || Mutable !== standard.Mutable)) {
    throw invalid(`You can not change the standard schema attribute ${name}`);
  }
  // Whoever signs up would have to give it, and nobody who signs up may.
  if (Required && standard.AttributeDataType === 'Boolean') throw invalid(`The attribute ${name} can not be required.`);
  // An entry that leaves the type out keeps the standard limits, whatever else it says: so does AWS.
  if (given.AttributeDataType === undefined || generated) return { ...standard, Required, Mutable };
  refuseBrokenConstraints(name, standard.AttributeDataType, given);
  const limits = given.StringAttributeConstraints ?? given.NumberAttributeConstraints;
  return { ...standard, Required, Mutable, ...(limits && constraintsOf(standard.AttributeDataType, given)) };
}

/** A custom attribute under its full name: `custom:tier`, or `dev:custom:tier` where only administrators may write it. */
function customAttribute(given: Given): SchemaAttribute {
  const { Name, AttributeDataType, DeveloperOnlyAttribute = false, Mutable = true, Required = false } = given;
  if (!Name) throw invalid('A schema attribute needs a name.');
  if (Required) throw invalid('Required custom attributes are not supported currently.');
  if (!AttributeDataType) {
    throw invalid('Invalid AttributeDataType input, consider using the provided AttributeDataType enum.');
  }
  const name = `${DeveloperOnlyAttribute ? 'dev:' : ''}custom:${Name}`;
  refuseBrokenConstraints(name, AttributeDataType, given);
  return {
    Name: name,
    AttributeDataType,
    DeveloperOnlyAttribute,
    Mutable,
    Required,
    ...constraintsOf(AttributeDataType, given),
  };
}

/**
 * The schema with more custom attributes. `given` are AWS's entries, whose names lack the `custom:` prefix.
 * @throws Failure `invalidParameter` for a taken name, a broken constraint, a required one, or more than fifty
 */
export function withCustomAttributes(
  schema: readonly SchemaAttribute[],
  given: readonly Given[],
): readonly SchemaAttribute[] {
  const grown = [...schema];
  for (const attribute of given.map(customAttribute)) {
    const name = attribute.Name;
    if (grown.some((other) => other.Name === name))
      throw invalid(`${name}: Existing attribute already has name ${name}.`);
    grown.push(attribute);
  }
  if (grown.length - standardAttributes.length > customAttributeLimit) {
    throw invalid(`A user pool can not have more than ${customAttributeLimit} custom attributes.`);
  }
  return grown;
}

/**
 * The schema of a new pool: every standard attribute, changed as `given` says, and the custom ones in it.
 * @throws Failure `invalidParameter`, as `withCustomAttributes`, and for what can't be changed of a standard attribute
 */
export function schemaOf(given: readonly Given[] = []): readonly SchemaAttribute[] {
  const isStandard = (name: string | undefined): boolean => standardAttributes.some(({ Name }) => Name === name);
  const changes = new Map<string, Given>();
  for (const entry of given) {
    if (!entry.Name || !isStandard(entry.Name)) continue;
    if (changes.has(entry.Name)) throw invalid(`${entry.Name}: Existing attribute already has name ${entry.Name}.`);
    changes.set(entry.Name, entry);
  }
  const standard = standardAttributes.map((attribute) => {
    const change = changes.get(attribute.Name);
    return change ? standardAttribute(attribute, change) : attribute;
  });
  return withCustomAttributes(
    standard,
    given.filter((entry) => !isStandard(entry.Name)),
  );
}

/** @throws Failure `invalidParameter` where schema and sign-in names contradict each other */
export function checkSchemaWith(settings: PoolSettings, schema: readonly SchemaAttribute[]): void {
  const isRequired = schema.some(({ Name, Required }) => Name === 'preferred_username' && Required);
  // As an alias it may be set only after the user is confirmed, so it can't be demanded at sign-up.
  if (isRequired && settings.AliasAttributes?.includes('preferred_username')) {
    throw invalid('preferred_username can not be required and an alias at the same time.');
  }
}
