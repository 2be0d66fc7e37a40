import { formatAmzDate } from '#crypto/sigv4/amz-date.ts';
import type { ParsedAuthorization } from '#crypto/sigv4/request.ts';

const minute = 60_000;
const window = 5 * minute;
// A presigned URL made by a clock that is fast is good from the start; AWS tolerates a quarter of an hour.
const presignedLead = 15 * minute;

/**
 * What is wrong with the time of a signature, in AWS's words, or undefined when it is current. `now` is real time in
 * milliseconds: the virtual clock of development mode does not move the clients' clocks.
 */
export function clockProblem(
  { form, amzDate, signedAt, expires = 0 }: ParsedAuthorization,
  now: number,
): string | undefined {
  const [past, future] = form === 'query' ? [expires * 1000, presignedLead] : [window, window];
  if (signedAt < now - past) {
    return `Signature expired: ${amzDate} is now earlier than ${formatAmzDate(now - past)} (${formatAmzDate(now)} - ${inWords(past)})`;
  }
  if (signedAt > now + future) {
    return `Signature not yet current: ${amzDate} is still later than ${formatAmzDate(now + future)} (${formatAmzDate(now)} + ${inWords(future)})`;
  }
  return undefined;
}

const inWords = (span: number) => (span % minute === 0 ? `${span / minute} min.` : `${span / 1000} s.`);
