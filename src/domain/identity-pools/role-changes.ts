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
  const login = logins.find(({ mappingKey }) => mappingKey === choice.mapping);
  const steps: readonly RoleStep[] = [
    ...(login ? claimSteps(login, choice).slice(0, 3) : []),
    ...(custom === undefined ? [] : [{ kind: 'askForRole', role: undefined } as const]),
    ...(login?.roles ?? []).slice(0, 3).map((role) => ({ kind: 'askForRole', role }) as const),
    ...(login ? [{ kind: 'resolveAmbiguity', mapping: login.mappingKey } as const] : []),
    { kind: 'setPoolRole', of: logins.length === 0 ? 'unauthenticated' : 'authenticated' },
  ];
  return steps.filter((step) => gives({ roles, logins, custom }, step));
}

interface Given {
  readonly roles: PoolRoles;
  readonly logins: readonly VerifiedLogin[];
  readonly custom: string | undefined;
}

function gives(given: Given, step: RoleStep): boolean {
  const { roles, logins, custom } = { ...given, ...tried[step.kind](given, step as never) };
  return chooseRole(roles, logins, custom).role !== undefined;
}

type Tried<Kind extends RoleStep['kind']> = (given: Given, step: Extract<RoleStep, { kind: Kind }>) => Partial<Given>;

/** What is otherwise when a step is taken. */
const tried: { readonly [Kind in RoleStep['kind']]: Tried<Kind> } = {
  setPoolRole: ({ roles, custom = 'any' }, { of }) => ({ roles: { ...roles, [of]: roles[of] ?? custom } }),
  changeClaim: ({ logins }, { login, claim, to }) => ({
    logins: logins.map((one) => (one === login ? withClaim(one, claim, to) : one)),
  }),
  resolveAmbiguity({ roles }, { mapping }) {
    const found = Object.hasOwn(roles.mappings, mapping) ? roles.mappings[mapping] : undefined;
    if (!found) return {};
    const resolved = { ...found, AmbiguousRoleResolution: 'AuthenticatedRole' } as const;
    return { roles: { ...roles, mappings: { ...roles.mappings, [mapping]: resolved } } };
  },
  askForRole: (_given, { role }) => ({ custom: role }),
};

type ClaimStep = Extract<RoleStep, { kind: 'changeClaim' }>;

/** Claims of a token decide by rules, or by naming roles. Where an assertion lists several, only asking decides. */
const claimSteps = (login: VerifiedLogin, choice: RoleChoice): readonly ClaimStep[] =>
  choice.tried.length > 0
    ? choice.tried.map((one) => ruleClaim(login, one))
    : login.rolesDecide
      ? []
      : roleClaims(login);

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
