import { readTemplate } from '../template.ts';
import { textTest } from '../text-test.ts';
import { valueOperator, type PrepareValue } from '../value-operator.ts';

/** The same text; `*` and `?` are nothing special. */
export const sameText: PrepareValue = (wanted, variables) =>
  textTest(readTemplate(wanted, { variables, wildcards: false }));

export const stringEquals = valueOperator('StringEquals', sameText, { variables: true });
