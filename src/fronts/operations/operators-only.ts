import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import { equalInConstantTime } from '#crypto/constant-time.ts';

const loopback = /^(?:::1|(?:::ffff:)?127(?:\.\d{1,3}){3})$/;

function remoteAddress(context: Context): string | undefined {
  const { incoming } = (context.env ?? {}) as Partial<HttpBindings>;
  return incoming?.socket.remoteAddress;
}

/**
 * Lets through callers on this machine, and those who bring the admin key as a bearer token (RFC 6750). A request that
 * a proxy passed on comes from the proxy's side of the world, so being on loopback does not speak for it.
 */
export function operatorsOnly(adminKey: string | undefined): MiddlewareHandler {
  return async (context, next) => {
    const given = /^Bearer (\S+)$/.exec(context.req.header('authorization') ?? '')?.[1];
    const hasKey = adminKey !== undefined && given !== undefined && equalInConstantTime(given, adminKey);
    const forwarded = context.req.header('x-forwarded-for') ?? context.req.header('forwarded');
    const isLocal = forwarded === undefined && loopback.test(remoteAddress(context) ?? '');
    if (hasKey || isLocal) return next();
    const message = 'This is for the machine’s own programs, or for whoever brings the admin key (CENOTE_ADMIN_KEY).';
    return context.json({ message }, 401, { 'www-authenticate': 'Bearer', 'cache-control': 'no-store' });
  };
}
