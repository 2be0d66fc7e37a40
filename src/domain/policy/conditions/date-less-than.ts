import { valueOperator } from '../value-operator.ts';
import { dated } from './dates.ts';

export const dateLessThan = valueOperator(
  'DateLessThan',
  dated((found, wanted) => found < wanted),
);
