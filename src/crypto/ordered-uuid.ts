let [latest, count] = [0, 0];

/** So many ids of one millisecond fit into the twelve bits that count them. */
const perMillisecond = 0x1000;

/**
 * A version 7 UUID (RFC 9562 §5.7) of the time and at least 8 random bytes. Of those that one process makes, each is
 * greater than all before, also within a millisecond and when the clock steps back (§6.2, methods 1 and 3).
 * @param time milliseconds since the epoch
 */
export function orderedUuid(random: Uint8Array, time: number): string {
  if (random.length < 8) throw new RangeError('An ordered UUID needs 8 random bytes.');
  count = time > latest ? 0 : count + 1;
  latest = Math.max(time, latest);
  if (count === perMillisecond) [latest, count] = [latest + 1, 0];
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(latest, 0, 6);
  bytes.writeUInt16BE(0x7000 | count, 6);
  bytes.set(random.subarray(0, 8), 8);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
