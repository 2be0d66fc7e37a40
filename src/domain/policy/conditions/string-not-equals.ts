import { negatedOperator } from '../value-operator.ts';
import { sameText } from './string-equals.ts';

export const stringNotEquals = negatedOperator('StringNotEquals', sameText, { variables: true });
