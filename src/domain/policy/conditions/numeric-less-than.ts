import { valueOperator } from '../value-operator.ts';
import { numeric } from './numbers.ts';

export const numericLessThan = valueOperator(
  'NumericLessThan',
  numeric((found, wanted) => found < wanted),
);
