import { negatedOperator } from '../value-operator.ts';
import { sameNumber } from './numeric-equals.ts';

export const numericNotEquals = negatedOperator('NumericNotEquals', sameNumber);
