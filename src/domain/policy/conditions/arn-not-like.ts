import { negatedOperator } from '../value-operator.ts';
import { likeArn } from './arn-like.ts';

export const arnNotLike = negatedOperator('ArnNotLike', likeArn, { variables: true });
