import { fill, readTemplate } from '../template.ts';
import { valueOperator, type PrepareValue } from '../value-operator.ts';

/** The same text but for upper and lower case, also within variables. */
export const sameLetters: PrepareValue = (wanted, variables) => {
  const template = readTemplate(wanted, { variables, wildcards: false });
  return (found, context) => fill(template, context)?.join('').toLowerCase() === found.toLowerCase();
};

export const stringEqualsIgnoreCase = valueOperator('StringEqualsIgnoreCase', sameLetters, { variables: true });
