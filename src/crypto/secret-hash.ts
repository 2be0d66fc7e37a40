import { hmacSha256 } from './digests.ts';
import { equalInConstantTime } from './constant-time.ts';

/**
 * The SECRET_HASH of a request: Base64(HMAC-SHA256(client secret, username ‖ client id)).
 * AWS: "Computing secret hash values", Amazon Cognito developer guide.
 */
export const secretHash = (clientSecret: string, username: string, clientId: string): string =>
  hmacSha256(clientSecret, username + clientId).toString('base64');

/**
 * Whether a received SECRET_HASH was made with one of the client's secrets (two may be valid while they are rotated)
 * for one of the names that stand for the user. Every combination is tried, so the time does not tell which one fits.
 */
export function secretHashMatches(
  received: string,
  { secrets, usernames, clientId }: { secrets: readonly string[]; usernames: readonly string[]; clientId: string },
): boolean {
  let matches = false;
  for (const secret of secrets) {
    for (const username of usernames) {
      matches = equalInConstantTime(received, secretHash(secret, username, clientId)) || matches;
    }
  }
  return matches;
}
