const basic = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
const httpDate = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

/** `yyyymmddThhmmssZ` in milliseconds since the epoch; undefined when it is no date, such as 31 February. */
export function parseAmzDate(text: string): number | undefined {
  const [, year, month, day, hour, minute, second] = basic.exec(text) ?? [];
  if (year === undefined) return undefined;
  const time = Date.UTC(+year, +month! - 1, +day!, +hour!, +minute!, +second!);
  return formatAmzDate(time) === text ? time : undefined;
}

/** An HTTP date (RFC 9110 §5.6.7, the first form) in milliseconds since the epoch. */
export function parseHttpDate(text: string): number | undefined {
  if (!httpDate.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) || new Date(time).toUTCString() !== text ? undefined : time;
}

/** Milliseconds since the epoch as `yyyymmddThhmmssZ`. */
export const formatAmzDate = (time: number): string => new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
