import { Failure } from '../failures.ts';
import { rulesPerProvider, type IdentityPool, type RoleMapping } from './identity-pool.ts';
import { providersOf, roleMappingKeys } from './providers.ts';
import { isRoleArn } from './role-arns.ts';

const invalid = (reason: string): Failure => new Failure('invalidParameter', { reason });

function checkMapping(name: string, { Type, AmbiguousRoleResolution, RulesConfiguration }: RoleMapping): void {
  if (AmbiguousRoleResolution === undefined) {
    throw invalid(`The role mapping of ${name} needs AmbiguousRoleResolution, with either type.`);
  }
  if (Type === 'Token' && RulesConfiguration)
    throw invalid(`The role mapping of ${name} has rules, but not the type Rules.`);
  if (Type === 'Rules' && !RulesConfiguration)
    throw invalid(`The role mapping of ${name} has the type Rules, but no rules.`);
  if ((RulesConfiguration?.Rules.length ?? 0) > rulesPerProvider) {
    throw invalid(`A role mapping can have no more than ${rulesPerProvider} rules.`);
  }
}

/** Every role that a pool would be given, each once. */
export const rolesIn = (
  roles: Readonly<Record<string, string>>,
  mappings: Readonly<Record<string, RoleMapping>>,
): readonly string[] => [
  ...new Set([
    ...Object.values(roles),
    ...Object.values(mappings).flatMap(
      ({ RulesConfiguration }) => RulesConfiguration?.Rules.map((rule) => rule.RoleARN) ?? [],
    ),
  ]),
];

/**
 * Holds a pool's roles and mappings to what the contract leaves open.
 * @param from where roles are
 * @throws Failure `roleMappingProvider`, `invalidParameter`
 */
export function checkRoles(
  pool: Pick<IdentityPool, 'settings'>,
  roles: Readonly<Record<string, string>>,
  mappings: Readonly<Record<string, RoleMapping>>,
  from: 'here' | 'elsewhere' = 'here',
): void {
  for (const arn of rolesIn(roles, mappings)) {
    if (!isRoleArn(arn, from)) throw invalid(`${arn} is not the ARN of an IAM role.`);
  }
  const known = new Set([...providersOf(pool).values()].flatMap(roleMappingKeys));
  for (const [name, mapping] of Object.entries(mappings)) {
    if (!known.has(name)) throw new Failure('roleMappingProvider', { provider: name });
    checkMapping(name, mapping);
  }
}
