import { valueOperator } from '../value-operator.ts';
import { numeric } from './numbers.ts';

export const numericLessThanEquals = valueOperator(
  'NumericLessThanEquals',
  numeric((found, wanted) => found <= wanted),
);
