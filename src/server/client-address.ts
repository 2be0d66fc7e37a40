import type { WireRequest } from '#fronts/sigv4/wire-request.ts';

/**
 * Where a request comes from: the nearest address of X-Forwarded-For that is not one of our proxies, read from the
 * right, and only when the request itself came through one of them; else the socket's.
 */
export const clientAddress =
  (isProxy: (address: string | undefined) => boolean) =>
  (request: WireRequest): string | undefined => {
    const forwarded = request.header('x-forwarded-for');
    if (forwarded === undefined || !isProxy(request.remoteAddress)) return request.remoteAddress;
    const hops = forwarded.split(',').map((hop) => hop.trim());
    return hops.findLast((hop) => hop !== '' && !isProxy(hop)) ?? request.remoteAddress;
  };
