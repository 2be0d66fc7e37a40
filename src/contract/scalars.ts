import { Failure } from '#domain/failures.ts';

/** A refusal for JSON that does not have the form the operation reads, in AWS's words. */
const unreadable = (reason: string) => new Failure('serialization', { reason });

/** The refusal for a list or structure where something else belongs; for anything else, `otherwise` says what to answer. */
export function misplaced(value: unknown, otherwise: string): Failure {
  if (Array.isArray(value)) return unreadable('Start of list found where not expected');
  if (typeof value === 'object') return unreadable('Start of structure or map found where not expected.');
  return unreadable(otherwise);
}

function notConvertible(value: unknown, target: string): Failure {
  const kind = typeof value === 'boolean' ? String(value).toUpperCase() : (typeof value).toUpperCase();
  return misplaced(value, `${kind}_VALUE can not be converted to ${target}`);
}

/** A text that every database can hold: whole characters, none of them NUL. */
export function readText(value: unknown): string {
  if (typeof value !== 'string') throw notConvertible(value, 'a String');
  if (!value.isWellFormed() || value.includes('\0')) throw unreadable('A String holds NUL or half of a surrogate pair');
  return value;
}

/** AWS cuts fractions off; what does not fit the type is refused. */
export function readWhole(type: 'integer' | 'long'): (value: unknown) => number {
  const [target, limit] = type === 'integer' ? ['an Integer', 2 ** 31] : ['a Long', 2 ** 53];
  return (value) => {
    if (typeof value !== 'number' || value < -limit || value >= limit) throw notConvertible(value, target);
    return Math.trunc(value);
  };
}

export function readNumber(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw notConvertible(value, 'a Double');
  return value;
}

export function readBoolean(value: unknown): boolean {
  if (typeof value !== 'boolean') throw notConvertible(value, 'an Boolean'); // the article is AWS's
  return value;
}

/** Seconds since the epoch, with or without a fraction. */
export function readTimestamp(value: unknown): Date {
  const time = typeof value === 'number' ? new Date(Math.round(value * 1000)) : undefined;
  if (!time || Number.isNaN(time.getTime())) throw notConvertible(value, 'milliseconds since epoch');
  return time;
}

/** Standard base64 with its padding. */
export function readBlob(value: unknown): Uint8Array {
  if (typeof value !== 'string') throw notConvertible(value, 'a Blob');
  try {
    return Uint8Array.fromBase64(value, { lastChunkHandling: 'strict' });
  } catch {
    throw unreadable('The value of a Blob is not base64');
  }
}

const deepest = 100;

/** Any JSON, but not so deep that writing it out again could exhaust the stack. */
export function readDocument(value: unknown, depth = 0): unknown {
  if (depth > deepest) throw unreadable(`A document may be nested ${deepest} levels deep`);
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) readDocument(inner, depth + 1);
  }
  return value;
}
