import { sessionPrincipal } from '#domain/credentials/session-principal.ts';
import { type NewSession, sessionWith } from '#domain/credentials/session-facts.ts';
import { Failure } from '#domain/failures.ts';
import { readIamArn } from '#domain/iam/arns.ts';
import type { Principal } from '#ports/access-keys.ts';
import type { Uses } from '../../operation.ts';
import { sessionOfRole } from '../role-session.ts';

/** A principal as a request of its would be from it, and what of it nobody can know from its ARN. */
export interface NamedPrincipal {
  readonly principal: Principal;
  readonly notes: readonly string[];
}

/** How the session of a role is called that is asked for by the role's own ARN. */
const anySession = 'why';

const sessionNote =
  "A session's own policies and tags are in its token alone, so none were asked; give tags as aws:PrincipalTag/… in Context.";

/**
 * The user, role, role's session or root of this account that an ARN names.
 * @throws Failure `noSuchEntity`, `validation` for an ARN of something else
 */
export async function principalOfArn(uses: Uses<'iam' | 'clock' | 'settings'>, arn: string): Promise<NamedPrincipal> {
  const { accountId } = uses.settings;
  if (arn.split(':')[4] !== accountId) throw missing(arn);
  if (arn === `arn:aws:iam::${accountId}:root`) return named({ kind: 'root', arn, accountId, accessKeyId: '' });
  const { resource, name = '' } = readIamArn(arn) ?? {};
  if (resource === 'user') return named(await userOf(uses, arn, name));
  if (resource === 'role') return sessionOf(uses, arn, arn, anySession);
  const [, role, session] =
    /^arn:aws:sts::\d{12}:assumed-role\/([\w+=,.@-]{1,64})\/([\w+=,.@-]{2,64})$/.exec(arn) ?? [];
  if (role && session) return sessionOf(uses, arn, role, session);
  throw new Failure('validation', { reason: `${arn} is not the ARN of a user, a role, a role's session or a root.` });
}

const named = (principal: Principal): NamedPrincipal => ({ principal, notes: [] });

async function userOf({ iam }: Uses<'iam'>, arn: string, name: string): Promise<Principal> {
  const { user } = (await iam.user(name)) ?? {};
  if (user?.arn !== arn) throw missing(arn);
  const accountId = arn.split(':')[4] ?? '';
  return { kind: 'user', arn, accountId, accessKeyId: '', userId: user.id, userName: user.name };
}

async function sessionOf(
  uses: Uses<'iam' | 'clock' | 'settings'>,
  arn: string,
  nameOrArn: string,
  sessionName: string,
): Promise<NamedPrincipal> {
  const { role } = (await uses.iam.role(nameOrArn)) ?? {};
  if (!role || (role.arn !== nameOrArn && role.name !== nameOrArn)) throw missing(arn);
  return { principal: principalOfSession(uses, sessionOfRole({ role, sessionName })), notes: [sessionNote] };
}

/** Whom the key of a session that began now would stand for. */
export function principalOfSession({ clock, settings }: Uses<'clock' | 'settings'>, session: NewSession): Principal {
  const issuedAt = clock.now();
  const key = { accessKeyId: '', secret: '', issuedAt, expiresAt: issuedAt + 3_600_000 };
  return sessionPrincipal(sessionWith(session, key), settings.accountId);
}

const missing = (arn: string): Failure => new Failure('noSuchEntity', { reason: `Entity ${arn} cannot be found.` });
