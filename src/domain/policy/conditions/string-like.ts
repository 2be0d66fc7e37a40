import { readTemplate } from '../template.ts';
import { textTest } from '../text-test.ts';
import { valueOperator, type PrepareValue } from '../value-operator.ts';

/** A text with `*` and `?`; within what a variable stands for, they mean themselves. */
export const likeText: PrepareValue = (wanted, variables) =>
  textTest(readTemplate(wanted, { variables, wildcards: true }));

export const stringLike = valueOperator('StringLike', likeText, { variables: true });
