import { malformed } from '../malformed.ts';
import type { PrepareValue } from '../value-operator.ts';

const number = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/;

const readNumber = (text: string): number | undefined => (number.test(text) ? Number(text) : undefined);

/** Compares integers and decimals; what is no number in the request compares as false. */
export const numeric =
  (compare: (found: number, wanted: number) => boolean): PrepareValue =>
  (text) => {
    const wanted = readNumber(text);
    if (wanted === undefined) throw malformed(`Condition value ${text} is not a number`);
    return (value) => {
      const found = readNumber(value);
      return found !== undefined && compare(found, wanted);
    };
  };
