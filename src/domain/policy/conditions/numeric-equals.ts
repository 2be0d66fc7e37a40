import { valueOperator } from '../value-operator.ts';
import { numeric } from './numbers.ts';

export const sameNumber = numeric((found, wanted) => found === wanted);

export const numericEquals = valueOperator('NumericEquals', sameNumber);
