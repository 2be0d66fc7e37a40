import { Failure } from '#domain/failures.ts';
import type { WhoComes } from './who-comes.ts';

/** Claims of somebody elsewhere: those that are given, and what every token of the provider says. */
export function claimsGiven(
  { Claims = {}, subject }: Pick<WhoComes, 'Claims' | 'subject'>,
  every: Readonly<Record<string, unknown>>,
): { claims: Readonly<Record<string, unknown>>; notes: readonly string[] } {
  const claims = { ...every, sub: subject ?? 'unknown', ...Claims };
  if (subject !== undefined && claims['sub'] !== subject) {
    throw new Failure('validation', { reason: `The identity is not ${String(claims['sub'])}.` });
  }
  const notes =
    claims['sub'] === 'unknown' ? ["Nobody said who it is (the claim sub), so 'unknown' stands for it."] : [];
  return { claims, notes };
}
