/** Wrong passwords in a row for one name, and when the last one came. */
export interface FailedPasswords {
  readonly failures: number;
  readonly lastFailedAt: number;
}

const forgivenAfter = 15 * 60_000;
const allowed = 5;

/**
 * Whether the name is locked at `now`: from the fifth wrong password on, the next try has to wait 1, 2, 4 … seconds, at
 * most 15 minutes. Tries in the meantime are not counted. After 15 minutes without any, all is forgiven.
 * AWS: "Lockout behavior for failed sign-in attempts", Amazon Cognito developer guide.
 */
export function isLocked(failed: FailedPasswords | undefined, now: number): boolean {
  if (!failed || failed.failures < allowed) return false;
  const wait = Math.min(2 ** (failed.failures - allowed) * 1_000, forgivenAfter);
  return now < failed.lastFailedAt + wait;
}

/** The failures with one more, or undefined while the name is locked: then no try is counted. */
export function withFailure(failed: FailedPasswords | undefined, now: number): FailedPasswords | undefined {
  if (isLocked(failed, now)) return undefined;
  const forgotten = !failed || failed.lastFailedAt < failuresForgottenBefore(now);
  return { failures: forgotten ? 1 : failed.failures + 1, lastFailedAt: now };
}

/** Failures older than this count no more; the next wrong password is the first again. */
export const failuresForgottenBefore = (now: number): number => now - forgivenAfter;
