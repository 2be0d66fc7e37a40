import { createHash } from 'node:crypto';

const lowerCase = 'abcdefghijklmnopqrstuvwxyz';
const upperCase = lowerCase.toUpperCase();
const digits = '0123456789';

/** So many random bytes are enough for every function here. */
export const enoughRandomBytes = 48;

/** A verification code of six decimal digits. */
export const sixDigitCode = (random: Uint8Array): string => textOf(random, digits, 6);

/** An app client's id: 26 lower-case letters and digits. */
export const clientId = (random: Uint8Array): string => textOf(random, lowerCase + digits, 26);

/** An app client's secret: 52 lower-case letters and digits. */
export const clientSecret = (random: Uint8Array): string => textOf(random, lowerCase + digits, 52);

/** A user pool's id: `<region>_` and nine letters and digits. The part after `_` is the pool name in SRP. */
export const userPoolId = (region: string, random: Uint8Array): string =>
  `${region}_${textOf(random, upperCase + lowerCase + digits, 9)}`;

/** A version 4 UUID (RFC 9562 §5.4) of the first 16 bytes. */
export function uuid(random: Uint8Array): string {
  if (random.length < 16) throw new RangeError('A UUID needs 16 random bytes.');
  const bytes = Buffer.from(random.subarray(0, 16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** What a temporary password must hold, of a pool's password policy. Letters and digits it always holds. */
export interface PasswordShape {
  readonly minimumLength: number;
  readonly requireSymbols: boolean;
}

/** Of the symbols that Cognito counts, those that need no escaping in HTML, JSON or a URL's text. */
const symbols = '!@#$%*-_+=.?';

/**
 * A temporary password that conforms to a policy: lower and upper case letters and digits always, a symbol when one is
 * required, twelve characters or as many as the policy asks for, in an order that says nothing about their kind.
 */
export function temporaryPassword(random: Uint8Array, shape: PasswordShape): string {
  const kinds = [lowerCase, upperCase, digits, ...(shape.requireSymbols ? [symbols] : [])];
  const length = Math.max(12, shape.minimumLength);
  // Six bytes a character, stretched out of the bytes given: they carry the strength, this only spreads it.
  const draw = drawFrom(
    createHash('shake256', { outputLength: length * 6 })
      .update(atLeast(random, 16))
      .digest(),
  );
  const characters = kinds.map((kind) => kind[draw(kind.length)]!);
  const any = kinds.join('');
  while (characters.length < length) characters.push(any[draw(any.length)]!);
  for (let last = characters.length - 1; last > 0; last--) {
    const other = draw(last + 1);
    [characters[last], characters[other]] = [characters[other]!, characters[last]!];
  }
  return characters.join('');
}

/** The bytes as one number, written in the alphabet. With 64 bits to spare no text is likelier than another by 2⁻⁶⁴. */
function textOf(random: Uint8Array, alphabet: string, length: number): string {
  const draw = drawFrom(atLeast(random, Math.ceil((length * Math.log2(alphabet.length) + 64) / 8)));
  return Array.from({ length }, () => alphabet[draw(alphabet.length)]!).join('');
}

/** Draws numbers below a bound, one after the other, out of one large number. */
function drawFrom(random: Uint8Array): (bound: number) => number {
  let rest = BigInt(`0x${Buffer.from(random).toString('hex')}`);
  return (bound) => {
    const drawn = Number(rest % BigInt(bound));
    rest /= BigInt(bound);
    return drawn;
  };
}

function atLeast(random: Uint8Array, count: number): Uint8Array {
  if (random.length < count) throw new RangeError(`This text needs ${count} random bytes.`);
  return random;
}
