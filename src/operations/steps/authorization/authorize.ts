import { Failure } from '#domain/failures.ts';
import type { Uses } from '../../operation.ts';
import { accessDenied } from './access.ts';
import type { Asked, NeedsOf, NeedUses } from './asked.ts';
import { adminNeeds } from './admin.ts';
import { iamNeeds } from './iam.ts';
import { identityPoolNeeds } from './identity-pools.ts';
import { stsNeeds } from './sts.ts';
import { userPoolNeeds } from './user-pools.ts';

const services: Readonly<Record<string, NeedsOf>> = {
  'cognito-idp': userPoolNeeds,
  'cognito-identity': identityPoolNeeds,
  cenote: adminNeeds,
  iam: iamNeeds,
  sts: stsNeeds,
};

/**
 * Asks before a signed operation whether the caller may. The account's root may do everything, as at AWS.
 * @throws Failure `accessDenied`; `unrecognizedClient` where a key of GetSessionToken is of no use
 */
export async function authorize(uses: NeedUses & Uses<'access'>, asked: Asked): Promise<void> {
  const { call } = asked;
  const service = asked.action.slice(0, asked.action.indexOf(':'));
  refuseSessionTokens(service, asked);
  if (call.principal?.kind === 'root') return;
  const needs = services[service];
  if (!needs) throw accessDenied(call, asked.action, '*');
  for (const { action, resource, context } of await needs(uses, asked)) {
    await uses.access.require(call, action, resource, { context });
  }
}

const allowedWithSessionToken: ReadonlySet<string> = new Set(['sts:AssumeRole', 'sts:GetCallerIdentity']);

/**
 * A key of GetSessionToken, without a second factor, is good for neither IAM nor the rest of STS. Source: AWS STS API
 * reference, GetSessionToken. GetSessionToken itself says so in its own words.
 */
function refuseSessionTokens(service: string, { action, call: { principal } }: Asked): void {
  if (!principal?.session || principal.kind === 'session') return;
  const refused = service === 'iam' || (service === 'sts' && !allowedWithSessionToken.has(action));
  if (refused && action !== 'sts:GetSessionToken') throw new Failure('unrecognizedClient');
}
