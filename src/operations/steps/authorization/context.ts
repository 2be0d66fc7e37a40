import { principalKeys } from '#domain/authorization/principal-keys.ts';
import { requestKeys } from '#domain/authorization/request-keys.ts';
import type { Context, ContextValue } from '#domain/policy/access-request.ts';
import type { Asking, Caller } from '#ports/access.ts';
import type { Uses } from '../../operation.ts';

/**
 * The condition keys of a request, all in lower case.
 * @param tags of the caller's user or role
 * @param own what the request has beyond the global keys
 */
export function contextOf(
  { clock, settings }: Uses<'clock' | 'settings'>,
  { principal, region, sourceIp, userAgent }: Caller,
  tags: Readonly<Record<string, string>>,
  own: Asking['context'] = {},
): Context {
  const context = new Map<string, ContextValue>();
  const request = {
    now: clock.now(),
    region,
    accountId: settings.accountId,
    secure: settings.publicUrl.startsWith('https:'),
    sourceIp,
    userAgent,
  };
  for (const [key, value] of requestKeys(request)) context.set(key, value);
  if (principal) for (const [key, value] of principalKeys(principal, tags)) context.set(key.toLowerCase(), value);
  for (const [key, value] of Object.entries(own)) if (value !== undefined) context.set(key.toLowerCase(), value);
  return context;
}
