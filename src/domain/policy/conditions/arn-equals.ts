import { valueOperator } from '../value-operator.ts';
import { likeArn } from './arn-like.ts';

/** Behaves as ArnLike does: AWS says that the two are the same. */
export const arnEquals = valueOperator('ArnEquals', likeArn, { variables: true });
