import type { Principal } from '#ports/access-keys.ts';
import type { IamDirectory } from '#ports/iam.ts';

/**
 * Whether a session's key is worth nothing any more, though its time is not over: its role or user is gone (one made anew
 * under the name is another one), or the role's sessions were revoked after it began.
 */
export async function isRevoked(
  iam: Pick<IamDirectory, 'role' | 'user'>,
  { kind, session }: Principal,
): Promise<boolean> {
  if (!session || kind === 'root') return false;
  if (kind === 'user') return (await iam.user(session.userName ?? ''))?.user.id !== session.userId;
  const found = await iam.role(session.roleArn ?? '');
  return !found || found.role.id !== session.roleId || session.issuedAt < found.role.sessionsValidFrom;
}
