import { malformed } from '../malformed.ts';
import { valueOperator, type PrepareValue } from '../value-operator.ts';

/** The same bytes, both in base64. */
const sameBytes: PrepareValue = (text) => {
  const wanted = canonical(text);
  if (wanted === undefined) throw malformed(`Condition value ${text} is not base64`);
  return (found) => canonical(found) === wanted;
};

/** One spelling for each run of bytes: with padding, without white space. */
function canonical(text: string): string | undefined {
  try {
    return Uint8Array.fromBase64(text).toBase64();
  } catch {
    return undefined;
  }
}

export const binaryEquals = valueOperator('BinaryEquals', sameBytes);
