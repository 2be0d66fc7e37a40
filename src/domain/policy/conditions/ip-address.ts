import { malformed } from '../malformed.ts';
import { valueOperator, type PrepareValue } from '../value-operator.ts';
import { isWithin, readAddress, readRange } from './ip-range.ts';

/** An address within a range, of IPv4 or IPv6; one address is a range of one. */
export const withinRange: PrepareValue = (text) => {
  const range = readRange(text);
  if (!range) throw malformed(`Condition value ${text} is not an IP address range`);
  return (found) => {
    const address = readAddress(found);
    return address !== undefined && isWithin(address, range);
  };
};

export const ipAddress = valueOperator('IpAddress', withinRange);
