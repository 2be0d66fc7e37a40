import { negatedOperator } from '../value-operator.ts';
import { likeArn } from './arn-like.ts';

export const arnNotEquals = negatedOperator('ArnNotEquals', likeArn, { variables: true });
