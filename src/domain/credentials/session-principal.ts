import type { Principal, Session } from '#ports/access-keys.ts';

/** Whom a session's key stands for. */
export function sessionPrincipal(session: Session, accountId: string): Principal {
  const { accessKeyId, kind } = session;
  if (kind === 'role') {
    const { roleName = '', roleId = '', sessionName } = session;
    const arn = `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`;
    return { kind: 'session', arn, accountId, accessKeyId, userId: `${roleId}:${sessionName}`, session };
  }
  if (kind === 'root') return { kind, arn: `arn:aws:iam::${accountId}:root`, accountId, accessKeyId, session };
  const { userArn = '', userId, userName } = session;
  return { kind, arn: userArn, accountId, accessKeyId, userId, userName, session };
}
