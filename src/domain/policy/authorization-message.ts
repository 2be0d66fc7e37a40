import type { AccessRequest, ContextValue } from './access-request.ts';
import type { Decision, PartTrace, StatementTrace } from './decision.ts';

/** A list as these messages have it. */
interface Items<Item> {
  readonly items: readonly Item[];
}

const items = <Item>(list: readonly Item[]): Items<Item> => ({ items: list });
const values = (value: ContextValue): Items<{ readonly value: string }> =>
  items([value].flat().map((one) => ({ value: one })));

/** Who asked, as these messages name it. */
interface AskingPrincipal {
  readonly id: string;
  readonly name?: string | undefined;
  readonly arn: string;
}

/**
 * A refusal in the form of what DecodeAuthorizationMessage answers. AWS: STS API reference, DecodeAuthorizationMessage.
 * @param decision explained
 */
export const authorizationMessage = (
  { action, resource, context }: AccessRequest,
  { allowed, outcome, looked }: Decision,
  principal: AskingPrincipal,
): object => ({
  allowed,
  explicitDeny: outcome === 'explicitDeny',
  // Of those that allow nothing came: only what denies is told.
  matchedStatements: items(looked.filter(({ effect, matched }) => effect === 'Deny' && matched).map(statement)),
  failures: items([]),
  context: {
    principal: { id: principal.id, ...(principal.name !== undefined && { name: principal.name }), arn: principal.arn },
    ...{ action, resource },
    conditions: items([...context].map(([key, value]) => ({ key, values: values(value) }))),
  },
});

const statement = ({ sid = '', effect, parts = [] }: StatementTrace): object => ({
  statementId: sid,
  effect: effect.toUpperCase(),
  principals: wanted(parts, 'principal'),
  principalGroups: items([]),
  actions: wanted(parts, 'action'),
  resources: wanted(parts, 'resource'),
  conditions: items(
    parts
      .filter(({ part }) => part === 'condition')
      .map((part) => ({ key: part.name.slice(part.name.indexOf(' ') + 1), values: values(part.wanted) })),
  ),
});

const wanted = (parts: readonly PartTrace[], kind: PartTrace['part']): Items<{ readonly value: string }> =>
  values(parts.filter(({ part }) => part === kind).flatMap((part) => part.wanted));
