import { isRegionName } from '../sigv4/scope.ts';

/** The members of an input that say where it belongs. They are read before validation, so they may be anything. */
interface Located extends Readonly<Record<string, unknown>> {
  readonly UserPoolId?: unknown;
  readonly IdentityPoolId?: unknown;
  readonly IdentityId?: unknown;
}

/** The region that an unsigned request means: the one its pool's or identity's id begins with, if it names any. */
export function regionNamed({ UserPoolId, IdentityPoolId, IdentityId }: Located): string | undefined {
  return beforeLast(UserPoolId, '_') ?? beforeLast(IdentityPoolId, ':') ?? beforeLast(IdentityId, ':');
}

function beforeLast(id: unknown, end: string): string | undefined {
  if (typeof id !== 'string') return undefined;
  const region = id.slice(0, Math.max(id.lastIndexOf(end), 0));
  return isRegionName(region) ? region : undefined;
}
