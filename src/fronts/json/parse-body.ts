import { isUtf8 } from 'node:buffer';
import { Failure } from '#domain/failures.ts';

/**
 * The JSON object in a request's body. None at all counts as an empty one.
 * @throws Failure `serialization`
 */
export function parseBody(body: Uint8Array): Readonly<Record<string, unknown>> {
  if (body.length === 0) return {};
  if (!isUtf8(body)) throw new Failure('serialization', { reason: 'The request body is not UTF-8.' });
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.length).toString('utf8'));
  } catch {
    throw new Failure('serialization', { reason: 'The request body is not valid JSON.' });
  }
  if (Array.isArray(value)) throw new Failure('serialization', { reason: 'Start of list found where not expected' });
  if (typeof value !== 'object' || value === null)
    throw new Failure('serialization', { reason: 'The request body is not a JSON object.' });
  return value as Readonly<Record<string, unknown>>;
}
