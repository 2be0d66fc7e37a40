import type { ExplainedAccess } from '#operations/admin/explained.ts';
import { aligned } from './aligned.ts';
import { changeLines, deciderLines, noteLines } from './decision.ts';
import { obstacleLines, roleFacts } from './role.ts';

/**
 * Whether it is allowed, what decided it, and what would change it, for people. The message that only
 * DecodeAuthorizationMessage reads is left out.
 */
export function accessLines(answer: ExplainedAccess): readonly string[] {
  const { Allowed, Outcome, Sentence, PrincipalArn, Action, Resource, Role, Notes } = answer;
  return [
    `${Allowed ? 'Allowed' : 'Refused'}: ${Sentence}`,
    '',
    ...aligned([
      ...(PrincipalArn === undefined ? [] : [['principal', PrincipalArn] as const]),
      ['action', Action],
      ['resource', Resource],
    ]),
    ...(Role ? ['', 'Its role', ...roleFacts(Role)] : []),
    ...(Role && Outcome === 'noRole' ? obstacleLines(Role) : []),
    ...(Outcome === 'noRole' && answer.Looked.length === 0 ? [] : deciderLines(answer)),
    ...changeLines(answer, Allowed ? 'It would be refused if' : 'It would be allowed if'),
    ...noteLines(Notes),
  ];
}
