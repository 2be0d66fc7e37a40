import type { Constraint } from './constraint.ts';

/** What validation of one input has found so far, and where it is. */
export interface Report {
  readonly path: string[];
  readonly broken: string[];
  count: number;
}

// An input of many elements can break more rules than are worth a line each; the count still says how many.
const listed = 50;
const longestEcho = 1024;

export const newReport = (): Report => ({ path: [], broken: [], count: 0 });

/** Notes one broken rule at the place being read. A hidden value (a password, a token) is not repeated. */
export function breaks(report: Report, rule: string, value: unknown, hidden: boolean): void {
  report.count += 1;
  if (report.broken.length >= listed) return;
  const shown = hidden
    ? 'Value'
    : value === null
      ? 'Value null'
      : `Value '${inJavasWords(value).slice(0, longestEcho)}'`;
  report.broken.push(`${shown} at '${report.path.join('.')}' failed to satisfy constraint: ${rule}`);
}

/** Notes every rule that `measure` (the value itself, or its size) does not keep. */
export function check<Value>(
  report: Report,
  constraints: readonly Constraint<Value>[],
  measure: Value,
  value: unknown,
  hidden: boolean,
): void {
  for (const constraint of constraints) if (!constraint.holds(measure)) breaks(report, constraint.rule, value, hidden);
}

/** AWS's text for everything noted: `2 validation errors detected: …; …`. */
export function summary({ count, broken }: Report): string {
  return `${count} validation error${count === 1 ? '' : 's'} detected: ${broken.join('; ')}`;
}

/** AWS's services print values as Java does: `[a, b]` and `{key=value}`. */
function inJavasWords(value: unknown): string {
  if (Array.isArray(value)) return `[${value.slice(0, longestEcho).map(inJavasWords).join(', ')}]`;
  if (value instanceof Uint8Array) return `[${value.length} bytes]`;
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).slice(0, longestEcho);
  return `{${entries.map(([key, entry]) => `${key}=${inJavasWords(entry)}`).join(', ')}}`;
}
