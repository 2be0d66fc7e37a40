import { malformed } from '../malformed.ts';
import { fill, isVariable, readTemplate } from '../template.ts';
import { valueOperator, type PrepareValue } from '../value-operator.ts';

/** `true` or `false`, however written; a text that is neither is like none of them. */
const sameTruth: PrepareValue = (wanted, variables) => {
  const template = readTemplate(wanted, { variables, wildcards: false });
  if (!template.some(isVariable) && !isTruth(wanted)) throw malformed(`Condition value ${wanted} is not a boolean`);
  return (found, context) => isTruth(found) && fill(template, context)?.join('').toLowerCase() === found.toLowerCase();
};

const isTruth = (text: string): boolean => /^(?:true|false)$/i.test(text);

export const bool = valueOperator('Bool', sameTruth, { variables: true });
