import type { RequestingPrincipal } from './access-request.ts';
import type { PrincipalTree, PrincipalType } from './policy-tree.ts';
import type { PolicyType } from './policy-type.ts';

/**
 * How closely a statement names the caller: the very user or session (or everybody), the role of the session (or the user
 * of the federated session), or the account only. AWS: "Policy evaluation for requests within a single account".
 */
export type Grant = 'direct' | 'role' | 'account';

/** Closest first. */
export const grants = ['direct', 'role', 'account'] as const satisfies Grant[];

export type PrincipalTest = (principal: RequestingPrincipal) => Grant | undefined;

/** Prepares `Principal` or `NotPrincipal` of a statement. */
export function principalTest(tree: PrincipalTree, effect: 'Allow' | 'Deny', kind: PolicyType): PrincipalTest {
  const listed = listedIn(tree);
  const everyone = tree.names.some(({ type, value }) => type === 'AWS' && value === '*');
  const reaches = (principal: RequestingPrincipal): boolean => effect === 'Deny' || isEveryone(principal, kind);
  if (tree.not) {
    const spares = effect === 'Deny' ? sparedByDeny : leftOutByAllow;
    return (principal) => (!everyone && reaches(principal) && !spares(listed, principal) ? 'direct' : undefined);
  }
  return (principal) => {
    if (everyone && reaches(principal)) return 'direct';
    return grants.find((grant) => listed(namesOf(principal, grant)));
  };
}

type Listed = (names: Names) => boolean;

/** A Deny for all but some spares only who is among them in every way: as session, role and account. AWS: "NotPrincipal". */
const sparedByDeny = (listed: Listed, principal: RequestingPrincipal): boolean =>
  grants.map((grant) => namesOf(principal, grant)).every((names) => names.length === 0 || listed(names)) &&
  principal.kind !== 'anonymous';

/** An Allow for all but some leaves out whoever is among them in any way. */
const leftOutByAllow = (listed: Listed, principal: RequestingPrincipal): boolean =>
  grants.some((grant) => listed(namesOf(principal, grant)));

/** Whether any of some names is in the statement. */
function listedIn({ names }: PrincipalTree): Listed {
  const known = new Set(names.map(({ type, value }) => `${type} ${accountOf(value) ?? value}`));
  return (asked) => asked.some(([type, value]) => value !== undefined && known.has(`${type} ${value}`));
}

/** The account's number, for both forms in which a policy names an account. */
const accountOf = (value: string): string | undefined => /^arn:aws[a-z-]*:iam::(\d{12}):root$/.exec(value)?.[1];

/** Whom an Allow for `*` reaches: in a trust policy, who is signed in to some account; elsewhere everybody who asks. */
function isEveryone({ kind }: RequestingPrincipal, policy: PolicyType): boolean {
  if (kind === 'webIdentity' || kind === 'saml') return false;
  return policy !== 'trust' || (kind !== 'anonymous' && kind !== 'service');
}

type Names = readonly (readonly [PrincipalType, string | undefined])[];

/** What names a caller with this closeness: ARNs, and the ids that stand for them. */
function namesOf(principal: RequestingPrincipal, grant: Grant): Names {
  return namers[grant](principal).filter(([, value]) => value !== undefined);
}

const namers: Readonly<Record<Grant, (principal: RequestingPrincipal) => Names>> = {
  direct({ kind, arn, userId, provider }) {
    if (kind === 'service') return [['Service', provider]];
    if (kind === 'webIdentity' || kind === 'saml') return [['Federated', provider]];
    if (kind === 'user')
      return [
        ['AWS', arn],
        ['AWS', userId],
      ];
    return kind === 'root' ? [] : [['AWS', arn]];
  },
  role: ({ kind, roleArn, roleId, userArn }) =>
    kind === 'federatedUser'
      ? [['AWS', userArn]]
      : [
          ['AWS', roleArn],
          ['AWS', roleId],
        ],
  account: ({ accountId, canonicalUserId }) => [
    ['AWS', accountId],
    ['CanonicalUser', canonicalUserId],
  ],
};
