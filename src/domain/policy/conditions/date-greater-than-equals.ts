import { valueOperator } from '../value-operator.ts';
import { dated } from './dates.ts';

export const dateGreaterThanEquals = valueOperator(
  'DateGreaterThanEquals',
  dated((found, wanted) => found >= wanted),
);
