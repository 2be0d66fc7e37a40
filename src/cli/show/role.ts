import type { ExplainedLogin, ExplainedRole, ExplainedRule } from '#operations/admin/explained.ts';
import { aligned } from './aligned.ts';
import { changeLines, deciderLines, noteLines } from './decision.ts';

/** Which role an identity gets, why, and what would change it, for people. */
export function roleLines(answer: ExplainedRole): readonly string[] {
  const { Granted, Sentence, Obstacles, ClientSees, Trust, Tags, Rules, Logins, Notes } = answer;
  return [
    `${Granted ? 'Granted' : 'Refused'}: ${Sentence}`,
    '',
    ...aligned([
      ['pool', answer.IdentityPoolId],
      ['identity', answer.IdentityId],
      ...Logins.map(loginRow),
      ['role', answer.Role ?? 'none'],
      ['because', answer.Because],
      ...(answer.Mapping === undefined ? [] : [['mapping', mappingText(answer)] as const]),
      ...(Object.keys(Tags).length === 0 ? [] : [['tags', tagsText(Tags)] as const]),
    ]),
    ...(Rules.length === 0 ? [] : ['', 'Rules, in their order', ...aligned(Rules.map(ruleRow))]),
    ...Trust.flatMap((decision) => [
      '',
      `${decision.Allowed ? '✓' : '✗'} ${decision.Action} by the trust policy`,
      ...deciderLines(decision)
        .slice(1)
        .map((line) => `  ${line}`),
    ]),
    ...(Obstacles.length === 0 ? [] : ['', 'In the way', ...Obstacles.map((obstacle) => `  ${obstacle.Sentence}`)]),
    ...(ClientSees ? ['', 'The client sees', `  ${ClientSees.Code}: ${ClientSees.Message}`] : []),
    ...changeLines(answer, Granted ? 'It would not get the role if' : 'It would get a role if'),
    ...noteLines(Notes),
  ];
}

const loginRow = ({ Provider, Subject, Roles, PreferredRole }: ExplainedLogin): readonly [string, string] => [
  'login',
  [
    `${Provider}: ${Subject}`,
    ...(Roles.length > 0 ? [`its roles: ${Roles.join(', ')}`] : []),
    ...(PreferredRole === undefined ? [] : [`preferred: ${PreferredRole}`]),
  ].join('\n'),
];

function mappingText({ Mapping, MappingType, AmbiguousRoleResolution }: ExplainedRole): string {
  const otherwise = AmbiguousRoleResolution === undefined ? '' : `; where it cannot tell: ${AmbiguousRoleResolution}`;
  return `${Mapping}\n${MappingType}${otherwise}`;
}

const tagsText = (tags: Readonly<Record<string, string>>): string =>
  Object.entries(tags)
    .map(([key, value]) => `${key} = ${value}`)
    .join('\n');

function ruleRow({ Matched, Claim, MatchType, Value, RoleARN, Found }: ExplainedRule): readonly [string, string] {
  const found = Found === undefined ? 'the token has none' : `the token has ${[Found].flat().join(', ')}`;
  return [`${Matched ? '✓' : '✗'} ${Claim} ${MatchType} ${Value}`, `${found} → ${RoleARN}`];
}
