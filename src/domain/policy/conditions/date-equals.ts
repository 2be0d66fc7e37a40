import { valueOperator } from '../value-operator.ts';
import { dated } from './dates.ts';

export const sameTime = dated((found, wanted) => found === wanted);

export const dateEquals = valueOperator('DateEquals', sameTime);
