const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `90s`, `15m`, `3h`, `2d`, or several as in `1h30m`, in milliseconds; undefined for anything else. */
export function durationOf(text: string): number | undefined {
  if (!/^(?:\d{1,9}[smhd]){1,4}$/.test(text)) return undefined;
  return [...text.matchAll(/(\d+)([smhd])/g)].reduce((sum, [, count, unit]) => sum + Number(count) * units[unit!]!, 0);
}
