import { negatedOperator } from '../value-operator.ts';
import { likeText } from './string-like.ts';

export const stringNotLike = negatedOperator('StringNotLike', likeText, { variables: true });
