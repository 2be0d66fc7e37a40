import type { VirtualClock } from '#ports/world.ts';
import { durationOf } from './duration.ts';

/** The last moment whose year has four digits. */
const lastMoment = Date.parse('9999-12-31T23:59:59.999Z');

/** What the clock shows, for people and for scripts. */
export const shown = (clock: VirtualClock) => ({
  now: clock.now(),
  iso: new Date(clock.now()).toISOString(),
  ahead: clock.ahead(),
});

/**
 * Moves the clock as asked: `{"advance":"3h"}`, `{"to":"2026-05-01T00:00:00Z"}` or `{"reset":true}`.
 * @returns what is wrong with the request, or undefined when the clock was moved
 */
export function moveClock(clock: VirtualClock, order: unknown): string | undefined {
  const usage = 'Send {"advance":"1h30m"}, {"to":"2026-05-01T00:00:00Z"} or {"reset":true}.';
  if (typeof order !== 'object' || order === null) return usage;
  const { advance, to, reset } = order as { advance?: unknown; to?: unknown; reset?: unknown };
  if ([advance, to, reset].filter((member) => member !== undefined).length !== 1) return usage;
  if (reset === true) {
    clock.reset();
    return undefined;
  }
  const now = clock.now();
  const by =
    typeof advance === 'string' ? durationOf(advance) : typeof to === 'string' ? Date.parse(to) - now : undefined;
  if (by === undefined || Number.isNaN(by) || now + by > lastMoment) return usage;
  if (by < 0) return 'The clock goes forward only; {"reset":true} sets it back to the real time.';
  clock.advance(by);
  return undefined;
}
