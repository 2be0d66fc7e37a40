import { valueOperator } from '../value-operator.ts';
import { numeric } from './numbers.ts';

export const numericGreaterThanEquals = valueOperator(
  'NumericGreaterThanEquals',
  numeric((found, wanted) => found >= wanted),
);
