import type { ExplainedAccess } from '#operations/admin/explained.ts';
import { aligned } from './aligned.ts';
import { changeLines, deciderLines, noteLines } from './decision.ts';
import { roleLines } from './role.ts';

/** Whether it is allowed, what decided it, and what would change it, for people. */
export function accessLines(answer: ExplainedAccess): readonly string[] {
  const { Allowed, Outcome, Sentence, PrincipalArn, Action, Resource, Role, Notes, EncodedMessage } = answer;
  const asked = [
    ...(PrincipalArn === undefined ? [] : [['principal', PrincipalArn] as const]),
    ['action', Action] as const,
    ['resource', Resource] as const,
  ];
  return [
    `${outcomes[Outcome]}: ${Sentence}`,
    '',
    ...aligned(asked),
    ...(Role ? ['', 'Its role', ...roleLines(Role).map((line) => (line === '' ? '' : `  ${line}`))] : []),
    ...(Outcome === 'noRole' ? [] : deciderLines(answer)),
    ...changeLines(answer, Allowed ? 'It would be refused if' : 'It would be allowed if'),
    ...noteLines(Notes),
    ...(EncodedMessage === undefined ? [] : ['', 'For DecodeAuthorizationMessage', `  ${EncodedMessage}`]),
  ];
}

const outcomes = {
  allowed: 'Allowed',
  explicitDeny: 'Refused',
  implicitDeny: 'Refused',
  noRole: 'Refused',
} as const satisfies Record<ExplainedAccess['Outcome'], string>;
