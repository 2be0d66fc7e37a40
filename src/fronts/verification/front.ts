import { Hono, type Context } from 'hono';
import { Failure } from '#domain/failures.ts';
import type { Services } from '#ports/services.ts';
import { confirmUser } from '#operations/steps/confirm-user.ts';
import { requireClient } from '#operations/steps/require.ts';
import { confirmed, linkBroken, refusals, type Answer } from './notices.ts';
import { page, pageHeaders } from './page.ts';

export type VerificationNeeds = Pick<Services, 'directory' | 'store' | 'secrets' | 'clock'>;

/** Longer than any of the three is when it comes from a message. */
const longestValue = 256;

/**
 * The page that a confirmation link opens (`DefaultEmailOption: CONFIRM_WITH_LINK`). It confirms on GET, as Cognito's
 * does, so that nobody has to press a button; HEAD, which mail scanners send, changes nothing.
 */
export function verificationFront(services: VerificationNeeds): Hono {
  const app = new Hono();
  const answer = async (c: Context) => {
    if (c.req.method === 'HEAD') return c.body(null, 200, pageHeaders);
    const { status, ...notice } = await outcomeOf(services, c.req.param('poolId') ?? '', c.req.query());
    return c.html(page(notice), status, pageHeaders);
  };
  for (const path of ['confirmUser', 'confirmuser'] as const) {
    app.get(`/:poolId/${path}`, answer);
    app.get(`/:poolId/${path}/`, answer);
  }
  return app;
}

async function outcomeOf(
  services: VerificationNeeds,
  poolId: string,
  query: Readonly<Record<string, string>>,
): Promise<Answer> {
  const { client_id: clientId, user_name: name, confirmation_code: typed } = query;
  if (!clientId || !name || !typed) return linkBroken;
  if ([clientId, name, typed].some((value) => value.length > longestValue)) return linkBroken;
  try {
    const pool = await services.directory.pool(poolId);
    if (!pool) throw new Failure('poolNotFound', { poolId });
    const client = await requireClient(services, pool, clientId);
    await confirmUser(services, { pool, client, name, typed, force: false });
    return confirmed;
  } catch (error) {
    const answer = error instanceof Failure ? refusals[error.failure] : undefined;
    if (!answer) throw error;
    return answer;
  }
}
