import type { ContextValue } from '../policy/access-request.ts';

/** What is known of every request, whoever asks. */
export interface RequestFacts {
  readonly now: number;
  readonly region: string;
  readonly accountId: string;
  readonly secure: boolean;
  readonly sourceIp?: string | undefined;
  readonly userAgent?: string | undefined;
}

/** AWS's global condition keys of a request. Source: AWS global condition context keys. */
export function* requestKeys(facts: RequestFacts): Generator<readonly [key: string, value: ContextValue]> {
  yield ['aws:currenttime', new Date(facts.now).toISOString()];
  yield ['aws:epochtime', String(Math.floor(facts.now / 1000))];
  yield ['aws:securetransport', String(facts.secure)];
  yield ['aws:requestedregion', facts.region];
  yield ['aws:resourceaccount', facts.accountId];
  yield ['aws:viaawsservice', 'false'];
  if (facts.sourceIp !== undefined) yield ['aws:sourceip', facts.sourceIp];
  if (facts.userAgent !== undefined) yield ['aws:useragent', facts.userAgent];
}
