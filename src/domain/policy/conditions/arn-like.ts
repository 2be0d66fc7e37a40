import { arnFields, patternFields } from '../arn.ts';
import { malformed } from '../malformed.ts';
import { fill, isVariable, isWildcard, readTemplate, type Template } from '../template.ts';
import { matchesFilled, textTest } from '../text-test.ts';
import { valueOperator, type PrepareValue, type ValueTest } from '../value-operator.ts';

/**
 * An ARN, its six fields compared one by one, with `*` and `?` in each. What is no ARN in the request matches nothing.
 * A value that is wildcards alone stands for every ARN.
 */
export const likeArn: PrepareValue = (wanted, variables) => {
  const template = readTemplate(wanted, { variables, wildcards: true });
  const fields = patternFields(template);
  if (fields.length === 6) return fieldsTest(fields);
  if (template.length > 0 && template.every(isWildcard)) return (found) => arnFields(found) !== undefined;
  // `${aws:PrincipalArn}` brings its fields along.
  if (template.some(isVariable)) return lateTest(template);
  throw malformed(`Condition value ${wanted} is not an ARN`);
};

function fieldsTest(fields: readonly Template[]): ValueTest {
  const tests = fields.map(textTest);
  return (found, context) => {
    const parts = arnFields(found);
    return parts !== undefined && tests.every((test, index) => test(parts[index] ?? '', context));
  };
}

const lateTest =
  (template: Template): ValueTest =>
  (found, context) => {
    const [wanted, parts] = [fill(template, context), arnFields(found)];
    const fields = wanted ? patternFields(wanted) : [];
    return (
      parts !== undefined && fields.length === 6 && fields.every((field, at) => matchesFilled(field, parts[at] ?? ''))
    );
  };

export const arnLike = valueOperator('ArnLike', likeArn, { variables: true });
