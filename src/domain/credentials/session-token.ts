import type { Secrets } from '#ports/secrets.ts';
import type { SessionFacts } from './session-facts.ts';

const context = 'session-token';

/** The session as the opaque token that accompanies its key. Everything needed to verify a request is in it. */
export const sealSession = (secrets: Pick<Secrets, 'seal'>, facts: SessionFacts): string =>
  secrets.seal(JSON.stringify(facts), context);

/** The session a token stands for; undefined when it is not one of ours or was altered. Its end is not looked at. */
export function openSession(secrets: Pick<Secrets, 'unseal'>, token: string): SessionFacts | undefined {
  const opened = secrets.unseal(token, context);
  return opened && (JSON.parse(Buffer.from(opened).toString()) as SessionFacts);
}
