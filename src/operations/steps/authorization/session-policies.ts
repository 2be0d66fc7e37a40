import { parsePolicy } from '#domain/policy/parse-policy.ts';
import type { NamedPolicy } from '#domain/policy/policy-set.ts';
import { sessionPolicy } from '#domain/policy/session-policy.ts';
import type { Session } from '#ports/access-keys.ts';
import type { Uses } from '../../operation.ts';

// Compiled once for each session: by the session itself, which the keys hold ready as long as it is in use.
const compiled = new WeakMap<Session, readonly NamedPolicy[]>();

/** A managed policy that is gone allows nothing; were it left out, the session would be less narrow than it was made. */
const nothing: NamedPolicy = {
  name: 'deleted policy',
  document: parsePolicy(
    '{"Version":"2012-10-17","Statement":{"Effect":"Deny","NotAction":"*","Resource":"*"}}',
    'session',
  ),
};

/** What narrows a session, ready for decisions: its inline policies, and the managed ones as they are now. */
export async function sessionPolicies(iam: Uses<'iam'>['iam'], session: Session): Promise<readonly NamedPolicy[]> {
  const managed: NamedPolicy[] = [];
  for (const arn of session.policyArns) managed.push((await iam.managedPolicy(arn)) ?? nothing);
  return [...inlineOf(session), ...managed];
}

function inlineOf(session: Session): readonly NamedPolicy[] {
  const known = compiled.get(session);
  if (known) return known;
  const policies = session.policies.map((text, index) => ({
    name: `session policy ${index + 1}`,
    document: sessionPolicy(text),
  }));
  compiled.set(session, policies);
  return policies;
}
