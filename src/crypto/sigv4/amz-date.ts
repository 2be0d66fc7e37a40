const basic = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
const httpDate = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

/** `yyyymmddThhmmssZ` in milliseconds since the epoch; undefined when it is no date, such as 31 February. */
export function parseAmzDate(text: string): number | undefined {
  const parts = basic.exec(text);
  if (!parts) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1).map(Number);
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const holds =
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second < 60;
  return holds ? date.getTime() : undefined;
}

/** An HTTP date (RFC 9110 §5.6.7, the first form) in milliseconds since the epoch. */
export function parseHttpDate(text: string): number | undefined {
  if (!httpDate.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) || new Date(time).toUTCString() !== text ? undefined : time;
}

/** Milliseconds since the epoch as `yyyymmddThhmmssZ`. */
export const formatAmzDate = (time: number): string => new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
