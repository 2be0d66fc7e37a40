import { negatedOperator } from '../value-operator.ts';
import { sameTime } from './date-equals.ts';

export const dateNotEquals = negatedOperator('DateNotEquals', sameTime);
