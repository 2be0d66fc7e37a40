import { valueOperator } from '../value-operator.ts';
import { dated } from './dates.ts';

export const dateLessThanEquals = valueOperator(
  'DateLessThanEquals',
  dated((found, wanted) => found <= wanted),
);
