import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { MappingRule, PoolRoles } from './identity-pool.ts';
import { userPoolLogin } from './logins.ts';
import { chooseRole } from './role-choice.ts';
import { roleChanges, type RoleStep, roleStepInWords } from './role-changes.ts';
import type { VerifiedLogin } from './verified-login.ts';

const key = 'cognito-idp.us-east-1.amazonaws.com/us-east-1_AAAAAAAAA';
const mapping = `${key}:web`;
const login = (claims: Readonly<Record<string, unknown>>) => userPoolLogin(key, 'web', { sub: 'ada', ...claims });

const rule = fc.record<MappingRule>({
  Claim: fc.constantFrom('tier', 'groups'),
  MatchType: fc.constantFrom('Equals', 'Contains', 'StartsWith', 'NotEqual'),
  Value: fc.constantFrom('paid', 'staff'),
  RoleARN: fc.constantFrom('paid', 'staff'),
});

const anyRoles: fc.Arbitrary<PoolRoles> = fc.record({
  authenticated: fc.constantFrom(undefined, 'reader'),
  unauthenticated: fc.constantFrom(undefined, 'guest'),
  mappings: fc
    .option(
      fc.record({
        Type: fc.constantFrom('Token', 'Rules'),
        AmbiguousRoleResolution: fc.constantFrom('Deny', 'AuthenticatedRole'),
        RulesConfiguration: fc.array(rule, { maxLength: 3 }).map((Rules) => ({ Rules })),
      }),
      { nil: undefined },
    )
    .map((one): PoolRoles['mappings'] => (one ? { [mapping]: one } : {})),
});

const anyLogins = fc.oneof(
  fc.constant<readonly VerifiedLogin[]>([]),
  fc
    .record(
      {
        tier: fc.constantFrom('free', 'paid'),
        groups: fc.subarray(['free', 'staff']),
        'cognito:roles': fc.subarray(['paid', 'staff']),
        'cognito:preferred_role': fc.constant('paid'),
      },
      { requiredKeys: [] },
    )
    .map((claims) => [login(claims)]),
);

/** Takes a step as an administrator would. */
function applied(roles: PoolRoles, logins: readonly VerifiedLogin[], custom: string | undefined, step: RoleStep) {
  if (step.kind === 'setPoolRole') return chooseRole({ ...roles, [step.of]: custom ?? 'new' }, logins, custom);
  if (step.kind === 'askForRole') return chooseRole(roles, logins, step.role);
  if (step.kind === 'changeClaim')
    return chooseRole(roles, [login({ ...logins[0]?.claims, [step.claim]: step.to })], custom);
  const resolved = { ...roles.mappings[step.mapping]!, AmbiguousRoleResolution: 'AuthenticatedRole' } as const;
  return chooseRole({ ...roles, mappings: { [step.mapping]: resolved } }, logins, custom);
}

test('every step that is told gives a role to whoever had none', () => {
  fc.assert(
    fc.property(anyRoles, anyLogins, fc.constantFrom(undefined, 'paid', 'owner'), (roles, logins, custom) => {
      const choice = chooseRole(roles, logins, custom);
      fc.pre(choice.role === undefined);
      for (const step of roleChanges(roles, logins, custom, choice)) {
        assert.notEqual(applied(roles, logins, custom, step).role, undefined, roleStepInWords(step));
      }
    }),
    { numRuns: 500 },
  );
});

test('a rule of any kind is told with a claim that it matches', () => {
  const cases: readonly (readonly [type: MappingRule['MatchType'], claims: object, to: string | readonly string[]])[] =
    [
      ['Equals', { tier: 'free' }, 'paid'],
      ['StartsWith', {}, 'paid'],
      ['Contains', { tier: ['free'] }, ['free', 'paid']],
      ['NotEqual', { tier: 'paid' }, 'not paid'],
    ];
  for (const [MatchType, claims, to] of cases) {
    const Rules = [{ Claim: 'tier', MatchType, Value: 'paid', RoleARN: 'paid' }];
    const roles: PoolRoles = {
      mappings: { [mapping]: { Type: 'Rules', AmbiguousRoleResolution: 'Deny', RulesConfiguration: { Rules } } },
    };
    const logins = [login(claims as Record<string, unknown>)];
    const [step] = roleChanges(roles, logins, undefined, chooseRole(roles, logins));
    assert.equal(step?.kind, 'changeClaim');
    assert.deepEqual(step.to, to, MatchType);
  }
});
