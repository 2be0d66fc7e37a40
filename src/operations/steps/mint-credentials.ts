import { secretAccessKey } from '#crypto/access-key.ts';
import { uniqueId } from '#domain/credentials/identifiers.ts';
import { type NewSession, sessionWith } from '#domain/credentials/session-facts.ts';
import { sealSession } from '#domain/credentials/session-token.ts';
import type { SessionCredentials } from '#ports/credential-source.ts';
import type { Uses } from '../operation.ts';

/**
 * A new key with all that is known of its session sealed in the token, so that nothing has to be stored.
 * @param durationSeconds how long it is good
 */
export function mintCredentials(
  { secrets, random, clock, settings }: Uses<'secrets' | 'random' | 'clock' | 'settings'>,
  durationSeconds: number,
  session: NewSession,
): SessionCredentials {
  const issuedAt = clock.now();
  const facts = sessionWith(session, {
    accessKeyId: uniqueId('ASIA', settings.accountId, random.bytes(16)),
    secret: secretAccessKey(random.bytes(30)),
    issuedAt,
    // Answers carry whole seconds, and the key is good for no longer than they say.
    expiresAt: Math.floor(issuedAt / 1_000) * 1_000 + durationSeconds * 1_000,
  });
  return {
    AccessKeyId: facts.accessKeyId,
    SecretAccessKey: facts.secret,
    SessionToken: sealSession(secrets, facts),
    Expiration: new Date(facts.expiresAt),
  };
}
