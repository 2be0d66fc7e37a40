import type { MappingRule, PoolRoles } from './identity-pool.ts';
import { chooseRole, type RoleChoice, type RuleTrace } from './role-choice.ts';
import type { VerifiedLogin } from './verified-login.ts';

/** One thing that would have to be different for an identity to be given a role. */
export type RoleStep =
  | { readonly kind: 'setPoolRole'; readonly of: 'authenticated' | 'unauthenticated' }
  /** A claim of the login's token is another one. */
  | {
      readonly kind: 'changeClaim';
      readonly login: VerifiedLogin;
      readonly claim: string;
      readonly found: RuleTrace['found'];
      readonly to: string | readonly string[];
    }
  /** What is ambiguous gets the pool's role for authenticated identities. */
  | { readonly kind: 'resolveAmbiguity'; readonly mapping: string }
  /** Another role is asked for; undefined: none in particular. */
  | { readonly kind: 'askForRole'; readonly role: string | undefined };

/**
 * What would give a role to an identity that gets none, each by itself, tried on the choice itself; the most telling first.
 * @param choice what `chooseRole` said
 * @param custom `CustomRoleArn`
 */
export function roleChanges(
  roles: PoolRoles,
  logins: readonly VerifiedLogin[],
  custom: string | undefined,
  choice: RoleChoice,
): readonly RoleStep[] {
  if (choice.refused === 'roleNotAllowed') return otherRoles(roles, logins, choice);
  const login = logins.find(({ mappingKey }) => mappingKey === choice.mapping);
  if (choice.refused === 'noRole' || !login) {
    return [{ kind: 'setPoolRole', of: logins.length === 0 ? 'unauthenticated' : 'authenticated' }];
  }
  const claims = choice.tried.length > 0 ? choice.tried.map((one) => ruleClaim(login, one)) : roleClaims(login);
  const has = ({ claim, to }: ClaimStep): boolean => {
    const then = logins.map((one) => (one === login ? withClaim(one, claim, to) : one));
    return chooseRole(roles, then, custom).role !== undefined;
  };
  return [...claims.filter(has).slice(0, 3), ...resolution(roles, login.mappingKey)];
}

type ClaimStep = Extract<RoleStep, { kind: 'changeClaim' }>;

/** The claim with which a rule would match. */
function ruleClaim(login: VerifiedLogin, { rule, found }: RuleTrace): ClaimStep {
  const value = wantedBy(rule);
  const to = typeof found === 'object' && rule.MatchType !== 'NotEqual' ? [...found, value] : value;
  return { kind: 'changeClaim', login, claim: rule.Claim, found, to };
}

const wantedBy = ({ MatchType, Value }: MappingRule): string => (MatchType === 'NotEqual' ? `not ${Value}` : Value);

/** A token that lists several roles would have to prefer one of them. */
const roleClaims = (login: VerifiedLogin): readonly ClaimStep[] =>
  login.roles
    .slice(0, 1)
    .map((to) => ({ kind: 'changeClaim', login, claim: 'cognito:preferred_role', found: login.preferredRole, to }));

const withClaim = (login: VerifiedLogin, claim: string, to: string | readonly string[]): VerifiedLogin => ({
  ...login,
  claims: { ...login.claims, [claim]: to },
  ...(claim === 'cognito:preferred_role' && { preferredRole: String(to) }),
});

const resolution = ({ authenticated }: PoolRoles, mapping: string): readonly RoleStep[] =>
  authenticated === undefined ? [] : [{ kind: 'resolveAmbiguity', mapping }];

/** The roles that the identity may have: the one it gets unasked, and those its token lists. */
function otherRoles(roles: PoolRoles, logins: readonly VerifiedLogin[], { mapping }: RoleChoice): readonly RoleStep[] {
  const unasked = chooseRole(roles, logins).role;
  const listed = logins.find(({ mappingKey }) => mappingKey === mapping)?.roles ?? [];
  return [...(unasked === undefined ? [] : [undefined]), ...listed.slice(0, 3)].map((role) => ({
    kind: 'askForRole',
    role,
  }));
}

/** One step as what follows an `if`. */
export function roleStepInWords(step: RoleStep): string {
  if (step.kind === 'setPoolRole') return `the pool had a role for ${step.of} identities (SetIdentityPoolRoles)`;
  if (step.kind === 'resolveAmbiguity') {
    return `the mapping of ${step.mapping} gave what is ambiguous the role for authenticated identities (AmbiguousRoleResolution AuthenticatedRole)`;
  }
  if (step.kind === 'askForRole') {
    return step.role === undefined ? 'no particular role were asked for' : `the role ${step.role} were asked for`;
  }
  const { claim, found, to } = step;
  const has = found === undefined ? 'the token has none' : `it is ${inWords(found)}`;
  return `the claim ${claim} were ${inWords(to)} (${has})`;
}

const inWords = (value: string | readonly string[]): string =>
  typeof value === 'string' ? `'${value}'` : `[${value.map((one) => `'${one}'`).join(', ')}]`;
