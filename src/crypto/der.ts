/** One value in the Distinguished Encoding Rules (X.690): its tag, its length and its content. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  if (size > 0xffff) throw new RangeError('A value of more than 65,535 bytes is not encoded.');
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

export const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);

/** A bit string of whole bytes. */
export const bitString = (bytes: Uint8Array): Buffer => der(0x03, Buffer.from([0]), bytes);

/** @param hex the content: `550403` is 2.5.4.3, the common name */
export const objectId = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));

/** A name (RFC 5280 §4.1.2.4) that is nothing but a common name. */
export const commonName = (name: string): Buffer =>
  sequence(der(0x31, sequence(objectId('550403'), der(0x0c, Buffer.from(name)))));

/** A time in a certificate: two digits of the year until 2049, and four from then on (RFC 5280 §4.1.2.5). */
export function certificateTime(time: number): Buffer {
  const digits = `${new Date(time).toISOString().replace(/[-:T]|\..*/g, '')}Z`;
  return Number(digits.slice(0, 4)) < 2050 ? der(0x17, Buffer.from(digits.slice(2))) : der(0x18, Buffer.from(digits));
}
