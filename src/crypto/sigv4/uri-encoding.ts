const unreserved = /^[A-Za-z0-9\-._~]*$/;
const beyondLatin1 = /[\u0100-\uffff]/;
const encodedByte = Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  return unreserved.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
});

/** Percent-encodes everything but RFC 3986's unreserved characters; `%` itself becomes `%25`. */
export function uriEncode(text: string): string {
  if (unreserved.test(text)) return text;
  let encoded = '';
  for (const byte of bytesOf(text)) encoded += encodedByte[byte]!;
  return encoded;
}

/**
 * Decodes what is percent-encoded and encodes it anew, so that every way of writing the same text comes out alike.
 * A `%` that begins no escape stands for itself, and an escaped `/` stays escaped.
 */
export function uriReencode(text: string, plus: '+' | ' '): string {
  if (unreserved.test(text)) return text;
  const bytes = bytesOf(text);
  let encoded = '';
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === 0x25) {
      const value = hexPair(bytes[at + 1], bytes[at + 2]);
      if (value === undefined) encoded += '%25';
      else {
        encoded += encodedByte[value]!;
        at += 2;
      }
    } else encoded += byte === 0x2b && plus === ' ' ? '%20' : encodedByte[byte]!;
  }
  return encoded;
}

/** The bytes on the wire: Node reads each as one character; text that cannot have come so is taken as UTF-8. */
export function bytesOf(text: string): Buffer {
  return Buffer.from(text, beyondLatin1.test(text) ? 'utf8' : 'latin1');
}

function hexPair(high: number | undefined, low: number | undefined): number | undefined {
  const first = hexDigit(high);
  const second = hexDigit(low);
  return first === undefined || second === undefined ? undefined : first * 16 + second;
}

function hexDigit(byte: number | undefined): number | undefined {
  if (byte === undefined) return undefined;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : undefined;
}
