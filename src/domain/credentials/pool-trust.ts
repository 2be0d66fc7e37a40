import type { Decision } from '../policy/decision.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';

const tenant = 'cognito-identity.amazonaws.com:aud';
const proof = 'cognito-identity.amazonaws.com:amr';

/**
 * Whether what lets identities of identity pools in also says which pool they must be of, and whether guests may. All pools
 * share one provider name, so a trust policy without the first would let every pool's identities in; AWS demands it too (STS
 * API reference, AssumeRoleWithWebIdentity). Without the second a role for readers would be open to guests.
 * @param allowed the decision that allowed it
 */
export const namesPoolAndProof = (trust: PolicyDocument, { decidedBy }: Pick<Decision, 'decidedBy'>): boolean =>
  decidedBy.some(({ index }) => {
    const statement = trust.statements.find((one) => one.index === index);
    const keys = statement?.conditions.map(({ key }) => key) ?? [];
    return keys.includes(tenant) && keys.includes(proof);
  });
