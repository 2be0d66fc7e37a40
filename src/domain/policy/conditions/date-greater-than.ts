import { valueOperator } from '../value-operator.ts';
import { dated } from './dates.ts';

export const dateGreaterThan = valueOperator(
  'DateGreaterThan',
  dated((found, wanted) => found > wanted),
);
