import type { ContextValue } from '../policy/access-request.ts';
import type { SessionFacts } from '../credentials/session-facts.ts';

/** Who asks, as far as condition keys tell. */
export interface PrincipalFacts {
  readonly kind: 'root' | 'user' | 'session' | 'federatedUser';
  readonly arn: string;
  readonly accountId: string;
  readonly userId?: string | undefined;
  readonly userName?: string | undefined;
  readonly session?: Omit<SessionFacts, 'secret'> | undefined;
}

const types = { root: 'Account', user: 'User', session: 'AssumedRole', federatedUser: 'FederatedUser' } as const;

/**
 * The condition keys that say who asks. Source: AWS global condition context keys, "Request information for principals".
 * @param tags of the user or role; a session's own tags go before them
 */
export function* principalKeys(
  principal: PrincipalFacts,
  tags: Readonly<Record<string, string>>,
): Generator<readonly [key: string, value: ContextValue]> {
  const { kind, arn, accountId, userId = accountId, userName, session } = principal;
  yield ['aws:principaltype', types[kind]];
  yield ['aws:principalaccount', accountId];
  // Policies that name a role by this key mean all of its sessions.
  yield ['aws:principalarn', session?.roleArn ?? arn];
  yield ['aws:principalisawsservice', 'false'];
  yield ['aws:userid', userId];
  if (userName !== undefined) yield ['aws:username', userName];
  for (const [key, value] of Object.entries(tags)) yield [`aws:principaltag/${key}`, value];
  if (session) yield* sessionKeys(session);
}

function* sessionKeys(session: Omit<SessionFacts, 'secret'>): Generator<readonly [key: string, value: ContextValue]> {
  for (const [key, value] of Object.entries(session.tags)) yield [`aws:principaltag/${key}`, value];
  yield ['aws:tokenissuetime', new Date(session.issuedAt).toISOString()];
  yield ['aws:multifactorauthpresent', String(session.mfaAuthenticated)];
  if (session.provider !== undefined) yield ['aws:federatedprovider', session.provider];
  if (session.sourceIdentity !== undefined) yield ['aws:sourceidentity', session.sourceIdentity];
  yield* Object.entries(session.context);
}
