import { malformed } from '../malformed.ts';
import type { PrepareValue } from '../value-operator.ts';

/** A year, month or day of UTC, or a time with its zone. W3C: "Date and Time Formats", a profile of ISO 8601. */
const iso = /^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d))?)?)?$/i;
const epochSeconds = /^\d{1,12}(?:\.\d+)?$/;

/** Milliseconds since the epoch. Four digits are a year: nobody means the first hours of 1970. */
function readDate(text: string): number | undefined {
  if (!iso.test(text)) return epochSeconds.test(text) ? Number(text) * 1000 : undefined;
  const time = isDay(text) ? Date.parse(text.toUpperCase()) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** Whether the month has such a day; `Date.parse` takes the 30th of February for a day of March. */
function isDay(text: string): boolean {
  const day = Number(text.slice(8, 10));
  return day <= 28 || day <= new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)), 0)).getUTCDate();
}

/** Compares dates, in ISO 8601 or as seconds since the epoch; what is no date in the request compares as false. */
export const dated =
  (compare: (found: number, wanted: number) => boolean): PrepareValue =>
  (text) => {
    const wanted = readDate(text);
    if (wanted === undefined) throw malformed('The policy failed legacy parsing');
    return (value) => {
      const found = readDate(value);
      return found !== undefined && compare(found, wanted);
    };
  };
