import type { Context } from './access-request.ts';
import { patternFields } from './arn.ts';
import { malformed } from './malformed.ts';
import type { PolicyType } from './policy-type.ts';
import type { ResourceName } from './resource-name.ts';
import { isVariable, isWildcard, readTemplate, shown, type Template } from './template.ts';
import { textTest } from './text-test.ts';

export type ResourceTest = (resource: ResourceName, context: Context) => boolean;

const nothing: Context = new Map();

/**
 * Prepares one value of `Resource`. Fields are compared one by one, so that a `*` stays within its field, and crosses `/`
 * and `:` in the last only. AWS: "IAM JSON policy elements: Resource".
 * @throws Failure `malformedPolicyDocument` with IAM's texts
 */
export function resourceTest(source: string, variables: boolean, kind: PolicyType): ResourceTest {
  const template = readTemplate(source, { variables, wildcards: true });
  if (template.length > 0 && template.every(isWildcard)) return wholeTest(template);

  const fields = patternFields(template);
  refuseForm(source, fields);
  // AWS reads a short ARN as one that goes on with wildcards, but on resources as one that names nothing.
  if (fields.length < 6 && kind === 'resource') return () => false;
  return template.some((part) => typeof part !== 'string') || fields.length < 6
    ? fieldsTest(fields)
    : ({ text }) => text === shown(template, nothing);
}

/** A pattern of wildcards alone: what also matches the `*` of actions that have no resource. */
function wholeTest(template: Template): ResourceTest {
  const test = textTest(template);
  return ({ text }, context) => test(text, context);
}

/** The last field is compared first: it is the one in which resources differ. */
function fieldsTest(fields: readonly Template[]): ResourceTest {
  const tests = fields.map(textTest);
  return ({ fields: found }, context) =>
    found !== undefined && tests.findLastIndex((test, index) => !test(found[index] ?? '', context)) < 0;
}

function refuseForm(source: string, fields: readonly Template[]): void {
  const [scheme, partition, service, region, account] = fields.map((field) => shown(field, nothing));
  if (scheme !== 'arn' || partition === undefined) throw malformed(`Resource ${source} must be in ARN format or "*".`);
  if (fields.slice(0, 5).some((field) => field.some(isVariable))) {
    throw malformed(`Policy variables of resource ${source} must be after the fifth colon.`);
  }
  if (!/^(?:aws[a-z-]*|\*)$/.test(partition)) {
    throw malformed(`Partition "${partition}" is not valid for resource "${source}".`);
  }
  if (service === undefined || /[*?]/.test(service)) {
    throw malformed('Resource vendor must be fully qualified and cannot contain regexes.');
  }
  const short = fields.length < 6 && (region === '' || account === '');
  if (service === '' || short) throw malformed('The policy failed legacy parsing');
}
