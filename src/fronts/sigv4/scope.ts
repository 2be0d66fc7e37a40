import type { ParsedAuthorization } from '#crypto/sigv4/request.ts';

/** Any name that could be a region's, ours or AWS's. */
export const isRegionName = (name: string): boolean => /^[a-z0-9-]{1,32}$/.test(name);

/**
 * What is wrong with the credential scope, in AWS's words, or undefined when it fits the service. Any region name will do:
 * a server serves them all.
 */
export function scopeProblem(parsed: ParsedAuthorization, service: string): string | undefined {
  const { terminator, region, date, amzDate } = parsed;
  if (terminator !== 'aws4_request') {
    return `Credential should be scoped with a valid terminator: 'aws4_request', not '${terminator}'.`;
  }
  if (parsed.service !== service) return `Credential should be scoped to correct service: '${service}'.`;
  if (!isRegionName(region)) return `Credential should be scoped to a valid region, not '${region}'.`;
  const day = amzDate.slice(0, 8);
  if (date !== day) {
    return `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${day}', from '${amzDate}'.`;
  }
  return undefined;
}
