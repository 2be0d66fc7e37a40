import type { MiddlewareHandler } from 'hono';

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);

const hostOf = (address: string): string | undefined => (URL.canParse(address) ? new URL(address).hostname : undefined);

/**
 * Lets through only requests that a browser page from elsewhere cannot have made. Such a page can point its own name at
 * this machine (DNS rebinding), so the Host has to be a loopback name or the configured one; and it cannot hide its
 * Origin. Other programs send no Origin.
 */
export const sameSiteOnly = (publicUrl: string): MiddlewareHandler => {
  const own = hostOf(publicUrl);
  const isOwn = (host: string | undefined): boolean => host !== undefined && (host === own || isLoopback(host));
  return async (c, next) => {
    const origin = c.req.header('origin');
    const host = c.req.header('host');
    const crossSite = !['none', 'same-origin', undefined].includes(c.req.header('sec-fetch-site'));
    const elsewhere = origin !== undefined && !(isOwn(hostOf(origin)) && new URL(origin).host === host);
    if (crossSite || elsewhere || !isOwn(hostOf(`http://${host}`))) {
      return c.json(
        { message: 'The development helpers answer only requests from this machine to its own name.' },
        403,
      );
    }
    return next();
  };
};
