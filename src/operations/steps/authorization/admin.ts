import type { NeedsOf } from './asked.ts';

/** Cenote's own API: every operation has its own action, and looks at the whole account. */
export const adminNeeds: NeedsOf = async (_uses, { action }) => [{ action, resource: '*' }];
