import { negatedOperator } from '../value-operator.ts';
import { withinRange } from './ip-address.ts';

export const notIpAddress = negatedOperator('NotIpAddress', withinRange);
