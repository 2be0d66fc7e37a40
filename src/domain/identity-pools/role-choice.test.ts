import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { MappingRule, PoolRoles, RoleMapping } from './identity-pool.ts';
import { chooseRole } from './role-choice.ts';

const arn = (name: string) => `arn:aws:iam::000000000000:role/${name}`;
const [authenticated, unauthenticated] = [arn('authenticated'), arn('unauthenticated')];
const key = 'cognito-idp.us-east-1.amazonaws.com/us-east-1_abc:client';

type Login = Parameters<typeof chooseRole>[1][number];
const login = (more: Partial<Login> = {}): Login => ({
  ...{ mappingKey: key, claims: {}, roles: [], preferredRole: undefined, rolesDecide: false },
  ...more,
});
const roles = (mapping?: RoleMapping, more: Partial<PoolRoles> = {}): PoolRoles => ({
  ...{ authenticated, unauthenticated, mappings: mapping ? { [key]: mapping } : {} },
  ...more,
});
const rule = (Claim: string, MatchType: MappingRule['MatchType'], Value: string, role = 'chosen'): MappingRule => ({
  ...{ Claim, MatchType, Value, RoleARN: arn(role) },
});
const rules = (AmbiguousRoleResolution: RoleMapping['AmbiguousRoleResolution'], ...Rules: MappingRule[]) =>
  roles({ Type: 'Rules', AmbiguousRoleResolution, RulesConfiguration: { Rules } });
const token = (AmbiguousRoleResolution: RoleMapping['AmbiguousRoleResolution']) =>
  roles({ Type: 'Token', AmbiguousRoleResolution });

/** The role, or why there is none. */
const chosen = (...asked: Parameters<typeof chooseRole>) => {
  const { role, refused } = chooseRole(...asked);
  return role ?? refused;
};

suite('without a mapping', () => {
  test('guests get the role of guests and users that of users, if the pool has one', () => {
    assert.equal(chosen(roles(), []), unauthenticated);
    assert.equal(chosen(roles(), [login()]), authenticated);
    assert.equal(chosen({ mappings: {} }, []), 'noRole');
    assert.equal(chosen({ mappings: {} }, [login()]), 'noRole');
    assert.equal(chosen(roles(undefined, { unauthenticated: undefined }), []), 'noRole');
  });

  test('no other role than the pool’s is to be had by asking for it', () => {
    assert.equal(chosen(roles(), [login()], authenticated), authenticated);
    assert.equal(chosen(roles(), [login()], arn('admin')), 'roleNotAllowed');
    assert.equal(chosen(roles(), [login({ roles: [arn('admin')] })], arn('admin')), 'roleNotAllowed');
    assert.equal(chosen(roles(), [], authenticated), 'roleNotAllowed');
  });

  test('what a token says of roles does not count', () => {
    const claims = login({ roles: [arn('paid')], preferredRole: arn('paid') });
    assert.equal(chosen(roles(), [claims]), authenticated);
  });

  test('a mapping of another client of the same user pool does not count', () => {
    const other = login({ mappingKey: `${key}2`, preferredRole: arn('paid') });
    assert.equal(chosen(token('Deny'), [other]), authenticated);
  });
});

suite('with a mapping by token', () => {
  const two = [arn('free'), arn('paid')];

  test('guests are none of its business', () => assert.equal(chosen(token('Deny'), []), unauthenticated));

  test('the token’s preferred role is taken, else its only one', () => {
    assert.equal(chosen(token('Deny'), [login({ roles: two, preferredRole: arn('paid') })]), arn('paid'));
    assert.equal(chosen(token('Deny'), [login({ roles: [arn('free')] })]), arn('free'));
  });

  test('several roles without a preferred one are ambiguous, and so are none', () => {
    for (const one of [login({ roles: two }), login()]) {
      assert.equal(chosen(token('Deny'), [one]), 'ambiguous');
      assert.equal(chosen(token('AuthenticatedRole'), [one]), authenticated);
      const nothing = { ...token('AuthenticatedRole'), authenticated: undefined };
      assert.equal(chosen(nothing, [one]), 'noRole');
    }
  });

  test('a role that is asked for must be among the token’s', () => {
    const one = login({ roles: two, preferredRole: arn('free') });
    assert.equal(chosen(token('Deny'), [one], arn('paid')), arn('paid'));
    for (const wanted of [arn('admin'), authenticated]) {
      assert.equal(chosen(token('Deny'), [one], wanted), 'roleNotAllowed');
      assert.equal(chosen(token('AuthenticatedRole'), [one], wanted), 'roleNotAllowed');
    }
    assert.equal(chosen(token('AuthenticatedRole'), [login()], arn('paid')), 'roleNotAllowed');
  });
});

suite('with a mapping by rules', () => {
  const cases: readonly [MappingRule['MatchType'], value: string, claim: unknown, matches: boolean][] = [
    ['Equals', 'paid', 'paid', true],
    ['Equals', 'paid', 'Paid', false],
    ['Equals', 'paid', 'paid ', false],
    ['Equals', 'pa*', 'paid', false],
    ['Equals', '3', 3, true],
    ['Equals', 'true', true, true],
    ['Equals', 'paid', ['free', 'paid'], true],
    ['Equals', 'paid', ['free'], false],
    ['StartsWith', 'pa', 'paid', true],
    ['StartsWith', 'aid', 'paid', false],
    ['StartsWith', 'pa', ['free', 'paid'], true],
    ['Contains', 'ai', 'paid', true],
    ['Contains', 'AI', 'paid', false],
    ['Contains', 'paid', ['free', 'paid'], true],
    // In a list it is the whole value that counts: `editors` is not contained in `chief-editors`.
    ['Contains', 'editors', ['chief-editors'], false],
    ['NotEqual', 'paid', 'free', true],
    ['NotEqual', 'paid', 'paid', false],
    ['NotEqual', 'paid', ['free', 'paid'], false],
    ['NotEqual', 'paid', ['free'], true],
    ['Equals', '{"a":1}', { a: 1 }, true],
  ];
  for (const [type, value, claim, matches] of cases) {
    test(`${JSON.stringify(claim)} ${matches ? 'matches' : 'does not match'} ${type} ${value}`, () => {
      const one = [login({ claims: { plan: claim } })];
      assert.equal(chosen(rules('Deny', rule('plan', type, value)), one), matches ? arn('chosen') : 'ambiguous');
    });
  }

  for (const type of ['Equals', 'StartsWith', 'Contains', 'NotEqual'] as const) {
    test(`${type} never matches a claim that the token has not`, () => {
      for (const claims of [{}, { plan: undefined }, { plan: null }]) {
        assert.equal(chosen(rules('Deny', rule('plan', type, 'paid')), [login({ claims })]), 'ambiguous');
      }
      assert.equal(chosen(rules('Deny', rule('toString', type, 'x')), [login()]), 'ambiguous');
    });
  }

  test('the first rule that matches decides, and the answer tells which were tried', () => {
    const one = login({ claims: { plan: 'paid', 'custom:beta': 'yes' } });
    const three = [
      rule('plan', 'Equals', 'free', 'free'),
      rule('custom:beta', 'Equals', 'yes', 'beta'),
      rule('plan', 'Equals', 'paid', 'paid'),
    ];
    const choice = chooseRole(rules('Deny', ...three), [one]);
    assert.equal(choice.role, arn('beta'));
    assert.equal(choice.because, 'rule 2 matches: custom:beta Equals yes');
    assert.deepEqual(
      choice.tried.map(({ found, matched }) => [found, matched]),
      [
        ['paid', false],
        ['yes', true],
      ],
    );
  });

  test('a role that is asked for is looked for among the rules that match', () => {
    const one = [login({ claims: { plan: 'paid' } })];
    const both = [rule('plan', 'StartsWith', 'p', 'first'), rule('plan', 'Equals', 'paid', 'second')];
    assert.equal(chosen(rules('Deny', ...both), one, arn('second')), arn('second'));
    assert.equal(chosen(rules('Deny', ...both), one, arn('third')), 'ambiguous');
    assert.equal(chosen(rules('AuthenticatedRole', ...both), one, arn('third')), 'roleNotAllowed');
    assert.equal(chosen(rules('AuthenticatedRole', ...both), one, authenticated), authenticated);
  });

  test('when none matches, the mapping says whether the pool’s role is given or none', () => {
    const one = [login({ claims: { plan: 'free' } })];
    assert.equal(chosen(rules('Deny', rule('plan', 'Equals', 'paid')), one), 'ambiguous');
    assert.equal(chosen(rules('AuthenticatedRole', rule('plan', 'Equals', 'paid')), one), authenticated);
    assert.equal(chosen(rules(undefined, rule('plan', 'Equals', 'paid')), one), 'ambiguous');
  });

  test('of several logins the first with a mapping decides', () => {
    const mapped = login({ claims: { plan: 'paid' } });
    const other = login({ mappingKey: 'accounts.google.com', claims: { plan: 'free' } });
    const one = rules('Deny', rule('plan', 'Equals', 'paid'));
    assert.equal(chosen(one, [other, mapped]), arn('chosen'));
    assert.equal(chosen(one, [mapped, other]), arn('chosen'));
    assert.equal(chosen(one, [other]), authenticated);
  });
});

suite('where the login itself names roles, as a SAML assertion does', () => {
  const asserted = (...names: string[]) => login({ mappingKey: 'saml', rolesDecide: true, roles: names.map(arn) });

  test('its only role is taken, also where the pool has none', () => {
    assert.equal(chosen({ mappings: {} }, [asserted('staff')]), arn('staff'));
  });

  test('of several one has to be asked for', () => {
    const one = [asserted('staff', 'admin')];
    assert.equal(chosen(roles(), one), 'ambiguous');
    assert.equal(chosen(roles(), one, arn('admin')), arn('admin'));
    assert.equal(chosen(roles(), one, arn('root')), 'roleNotAllowed');
  });

  test('where it names none, the pool’s role is given', () =>
    assert.equal(chosen(roles(), [asserted()]), authenticated));
});
