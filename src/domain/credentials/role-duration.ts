import { Failure } from '../failures.ts';

const hour = 3_600;

/**
 * How long a role's session lasts, in seconds: an hour unless asked for otherwise, at most what the role allows, and at most
 * an hour when a role's session assumes the next.
 * @throws Failure `validationError` in AWS's words
 */
export function roleDuration(
  asked: number | undefined,
  { maxSessionDuration, chained }: { maxSessionDuration: number; chained: boolean },
): number {
  const seconds = asked ?? hour;
  if (chained && seconds > hour) {
    throw refused('The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining');
  }
  if (seconds > maxSessionDuration) {
    throw refused('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
  return seconds;
}

const refused = (reason: string) => new Failure('validationError', { reason });
