import { valueOperator } from '../value-operator.ts';
import { numeric } from './numbers.ts';

export const numericGreaterThan = valueOperator(
  'NumericGreaterThan',
  numeric((found, wanted) => found > wanted),
);
