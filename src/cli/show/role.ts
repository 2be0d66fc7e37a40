import type { ExplainedLogin, ExplainedRole, ExplainedRule } from '#operations/admin/explained.ts';
import { aligned } from './aligned.ts';
import { changeLines, deciderLines, noteLines } from './decision.ts';

/** Which role an identity gets, why, and what would change it, for people. */
export function roleLines(answer: ExplainedRole): readonly string[] {
  const { Granted, Sentence, Notes } = answer;
  return [
    `${Granted ? 'Granted' : 'Refused'}: ${Sentence}`,
    '',
    ...roleFacts(answer),
    ...answer.Trust.flatMap(trustLines),
    ...obstacleLines(answer),
    ...changeLines(answer, Granted ? 'It would get no credentials if' : 'It would get credentials if'),
    ...noteLines(Notes),
  ];
}

/** How the role was chosen. */
export function roleFacts(answer: ExplainedRole): readonly string[] {
  const { Mapping, Tags, Rules, Logins } = answer;
  return [
    ...aligned([
      ['pool', answer.IdentityPoolId],
      ['identity', answer.IdentityId],
      ...Logins.map(loginRow),
      ['role', answer.Role ?? 'none'],
      ['because', answer.Because],
      ...(Mapping === undefined ? [] : [['mapping', mappingText(answer)] as const]),
      ...(Object.keys(Tags).length === 0 ? [] : [['tags', tagsText(Tags)] as const]),
    ]),
    ...(Rules.length === 0 ? [] : ['', '  Rules, in their order', ...aligned(Rules.map(ruleRow), 4)]),
  ];
}

/** What stands in the way, and what the client is told of it. */
export function obstacleLines({ Obstacles, ClientSees }: ExplainedRole): readonly string[] {
  return [
    ...(Obstacles.length === 0 ? [] : ['', 'In the way', ...Obstacles.map((obstacle) => `  ${obstacle.Sentence}`)]),
    ...(ClientSees ? ['', 'The client sees', `  ${ClientSees.Code}: ${ClientSees.Message}`] : []),
  ];
}

const trustLines = (decision: ExplainedRole['Trust'][number]): readonly string[] => [
  '',
  `${decision.Allowed ? '✓' : '✗'} ${decision.Action} by the trust policy`,
  ...deciderLines(decision)
    .slice(1)
    .map((line) => (line === '' ? '' : `  ${line}`)),
];

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
