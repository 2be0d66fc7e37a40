import type { Shape } from './model.ts';
import type { Report } from './report.ts';

/** Reads one JSON value (never null) as its shape asks, noting the constraints that it breaks. */
export type Read = (value: unknown, report: Report) => unknown;

/** The readers of a service's shapes. Each is made at its first use, and once more where something sensitive holds it. */
export interface Readers {
  readonly shape: (name: string) => Shape;
  readonly of: (name: string, hidden: boolean) => Read;
}
