import { negatedOperator } from '../value-operator.ts';
import { sameLetters } from './string-equals-ignore-case.ts';

export const stringNotEqualsIgnoreCase = negatedOperator('StringNotEqualsIgnoreCase', sameLetters, { variables: true });
