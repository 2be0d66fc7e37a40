/** An address as its bits: 32 or 128 of them. */
interface Address {
  readonly bits: bigint;
  readonly length: 32 | 128;
}

export interface IpRange {
  readonly network: bigint;
  /** How many low bits are free. */
  readonly free: bigint;
  readonly length: 32 | 128;
}

const quad = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
const group = /^[0-9a-f]{1,4}$/i;
/** IPv4 addresses as IPv6 sockets show them (RFC 4291, 2.5.5.2): they are compared as IPv4. */
const mapped = 0xffffn;

/** Reads IPv4 (RFC 791) and IPv6 (RFC 4291, 2.2) in every textual form, but not with a zone. */
export function readAddress(text: string): Address | undefined {
  if (!text.includes(':')) {
    const bits = readQuad(text);
    return bits === undefined ? undefined : { bits, length: 32 };
  }
  const bits = readGroups(text);
  if (bits === undefined) return undefined;
  return bits >> 32n === mapped ? { bits: bits & 0xffffffffn, length: 32 } : { bits, length: 128 };
}

function readQuad(text: string): bigint | undefined {
  const octets = quad.exec(text)?.slice(1);
  if (!octets || octets.some((octet) => Number(octet) > 255 || (octet.length > 1 && octet.startsWith('0'))))
    return undefined;
  return octets.reduce((bits, octet) => (bits << 8n) | BigInt(octet), 0n);
}

function readGroups(text: string): bigint | undefined {
  const halves = withoutQuad(text)?.split('::') ?? [];
  if (halves.length === 0 || halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...tail];
  if (!groups.every((one) => group.test(one))) return undefined;
  return groups.reduce((bits, one) => (bits << 16n) | BigInt(`0x${one}`), 0n);
}

/** `::ffff:10.0.0.1` as `::ffff:a00:1`. */
function withoutQuad(text: string): string | undefined {
  const last = text.lastIndexOf(':') + 1;
  if (!text.includes('.', last)) return text;
  const bits = readQuad(text.slice(last));
  return bits === undefined
    ? undefined
    : `${text.slice(0, last)}${(bits >> 16n).toString(16)}:${(bits & 0xffffn).toString(16)}`;
}

/** Reads `10.0.0.0/8`, `2001:db8::/32` (RFC 4632, RFC 4291, 2.3), or one address. */
export function readRange(text: string): IpRange | undefined {
  const [address = '', prefix, ...more] = text.split('/');
  const found = readAddress(address);
  if (!found || more.length > 0) return undefined;
  if (prefix === undefined) return { network: found.bits, free: 0n, length: found.length };
  // The prefix of a mapped address counts the 96 bits before it.
  const before = found.length === 32 && address.includes(':') ? 96 : 0;
  const fixed = /^\d{1,3}$/.test(prefix) ? Number(prefix) - before : -1;
  if (fixed < 0 || fixed > found.length) return undefined;
  const free = BigInt(found.length - fixed);
  return { network: found.bits >> free, free, length: found.length };
}

export const isWithin = ({ bits, length }: Address, range: IpRange): boolean =>
  length === range.length && bits >> range.free === range.network;
