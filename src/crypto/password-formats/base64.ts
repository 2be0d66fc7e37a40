/**
 * Base64 as PHC strings write it: no padding, nothing that is not of the alphabet, and only the one spelling of the bytes.
 * Undefined for any other text.
 */
export function fromPhcBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length > 0 && toPhcBase64(bytes) === text ? bytes : undefined;
}

/** Bytes as the base64 of a PHC string. */
export const toPhcBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '');
