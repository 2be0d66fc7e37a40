import { getRandomValues } from 'node:crypto';
import type { Random } from '#ports/world.ts';

/** The operating system's random numbers, by way of OpenSSL. */
export const systemRandom: Random = {
  bytes: (length) => getRandomValues(new Uint8Array(length)),
};
