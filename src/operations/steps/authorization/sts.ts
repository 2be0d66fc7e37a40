import type { NeedsOf } from './asked.ts';

/**
 * Operations that nobody's policies can refuse, or that ask for themselves, since the answer hangs on the role's trust
 * policy too. Source: service authorization reference, sts; GetCallerIdentity is answered even under an explicit deny.
 */
const unasked: ReadonlySet<string> = new Set(['sts:AssumeRole', 'sts:GetCallerIdentity', 'sts:GetSessionToken']);

export const stsNeeds: NeedsOf = async (_uses, { action }) => (unasked.has(action) ? [] : [{ action, resource: '*' }]);
