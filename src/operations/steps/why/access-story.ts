import { Failure } from '#domain/failures.ts';
import type { Decision } from '#domain/policy/decision.ts';
import type { Case } from '#domain/policy/edit-policies.ts';
import { explain } from '#domain/policy/explain.ts';
import { parsePolicy } from '#domain/policy/parse-policy.ts';
import type { Principal } from '#ports/access-keys.ts';
import type { Call, Uses } from '../../operation.ts';
import type { ExplainAccessInput } from '../../admin/explained.ts';
import { whatIsAsked } from '../authorization/access.ts';
import { resourceFacts } from './resource-facts.ts';

/** A request, the policies it meets, and what they say. */
export interface AccessStory extends Case {
  readonly decision: Decision;
}

/**
 * Puts the request together as one of the principal's would be, and has the decision explain itself.
 * @throws Failure `stsDenied` for a root that wants a role, `malformedPolicyDocument`
 */
export async function accessStory(
  uses: Uses<'iam' | 'store' | 'directory' | 'clock' | 'settings'>,
  principal: Principal,
  { Action, Resource = '*', Context = {}, ResourcePolicy }: ExplainAccessInput,
  { region }: Call,
): Promise<AccessStory> {
  const { context, trust } = await resourceFacts(uses, Action, Resource);
  if (trust && principal.kind === 'root') {
    throw new Failure('stsDenied', { reason: 'Roles may not be assumed by root accounts.' });
  }
  const resource = ResourcePolicy === undefined ? undefined : parsePolicy(ResourcePolicy, 'resource');
  // The keys of where a request comes from are not those of whoever asks this.
  const { request, policies } = await whatIsAsked(uses, { principal, region }, Action, Resource, {
    context: { ...context, ...Context },
    trust,
  });
  const given = {
    request,
    policies: { ...policies, ...(resource && { resource: { name: 'ResourcePolicy', document: resource } }) },
  };
  return { ...given, decision: explain(given.request, given.policies) };
}
