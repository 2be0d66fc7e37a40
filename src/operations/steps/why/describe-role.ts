import type { VerifiedLogin } from '#domain/identity-pools/verified-login.ts';
import type { ExplainedChange, ExplainedLogin, ExplainedRole } from '../../admin/explained.ts';
import { togetherInWords } from './describe-decision.ts';
import type { Obstacle } from './obstacle.ts';
import type { RoleStory } from './role-story.ts';

/** The story of a role as it is answered. */
export function describeRole({ who, choice, tags, trust, obstacles, elsewhere }: RoleStory): ExplainedRole {
  const { pool, identityId, logins, notes } = who;
  const mapping = choice.mapping === undefined ? undefined : pool.roles.mappings[choice.mapping];
  const [first] = obstacles;
  const [change, ...more] = first ? changes(obstacles) : takingAway(trust);
  return {
    ...{ IdentityPoolId: pool.id, IdentityId: identityId, Authenticated: logins.length > 0 },
    ...{ Granted: first === undefined, Sentence: sentence(choice, obstacles, elsewhere) },
    ...(choice.role !== undefined && { Role: choice.role }),
    ...{ Because: choice.because, Logins: logins.map(describeLogin) },
    ...(choice.mapping !== undefined && { Mapping: choice.mapping }),
    ...(mapping && { MappingType: mapping.Type }),
    ...(mapping?.AmbiguousRoleResolution && { AmbiguousRoleResolution: mapping.AmbiguousRoleResolution }),
    Rules: choice.tried.map(({ rule, found, matched }) => ({
      ...rule,
      ...(found !== undefined && { Found: found }),
      Matched: matched,
    })),
    ...{ Tags: tags, Trust: trust },
    Obstacles: obstacles.map(({ kind, sentence: Sentence }) => ({ Kind: kind, Sentence })),
    ...(first && { ClientSees: { Code: first.failure.code, Message: first.failure.message } }),
    ...(change && { Change: change }),
    ...{ OtherChanges: more, Notes: notes },
  };
}

function sentence(
  { role, because }: RoleStory['choice'],
  obstacles: readonly Obstacle[],
  elsewhere: boolean | undefined,
): string {
  if (obstacles.length === 0 && elsewhere) {
    return `The identity gets ${role}, if the token service that gives the credentials lets it in: ${because}. The role and its policies are not known here.`;
  }
  if (obstacles.length === 0) return `The identity gets ${role}: ${because}.`;
  return `The identity gets no credentials. ${obstacles.map((one) => one.sentence).join(' ')}`;
}

const describeLogin = ({
  provider,
  subject,
  mappingKey,
  claims,
  roles,
  preferredRole,
}: VerifiedLogin): ExplainedLogin => ({
  ...{ Provider: provider, Subject: subject, MappingKey: mappingKey, Claims: claims, Roles: roles },
  ...(preferredRole !== undefined && { PreferredRole: preferredRole }),
});

/** All obstacles have to go; where there is one only, each way round it is a change. None for what nothing can mend. */
function changes(obstacles: readonly Obstacle[]): readonly ExplainedChange[] {
  const would = 'The identity would get credentials';
  const [only, ...more] = obstacles;
  if (only && more.length === 0) return only.ways.map((steps) => togetherInWords(would, steps));
  if (obstacles.some(({ ways }) => ways.length === 0)) return [];
  return [
    togetherInWords(
      would,
      obstacles.flatMap(({ ways: [first = []] }) => first),
    ),
  ];
}

/** Who has credentials loses them when the role does not let it in any more. */
const takingAway = ([assuming]: RoleStory['trust']): readonly ExplainedChange[] =>
  assuming?.Change ? [assuming.Change, ...assuming.OtherChanges] : [];
