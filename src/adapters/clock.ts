import type { Clock, VirtualClock } from '#ports/world.ts';

/** The machine's own time. */
export const systemClock: Clock = { now: Date.now };

/** A clock that runs with the machine's and can be moved ahead of it: development mode's. */
export function virtualClock(base: Clock = systemClock): VirtualClock {
  let ahead = 0;
  return {
    now: () => base.now() + ahead,
    ahead: () => ahead,
    advance(milliseconds) {
      ahead += Math.trunc(milliseconds);
    },
    reset() {
      ahead = 0;
    },
  };
}
