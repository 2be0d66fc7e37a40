import type { AccessRequest, RequestingPrincipal } from './access-request.ts';
import type { Condition } from './condition.ts';
import type { Decision, PartTrace, StatementTrace } from './decision.ts';
import { asked, findings, grantOf, policiesByType, traceOf, type Asked } from './findings.ts';
import type { PolicySet } from './policy-set.ts';
import type { Patterns, PrincipalTree } from './policy-tree.ts';
import type { Statement } from './statement.ts';
import { readTemplate, shown } from './template.ts';
import { verdict } from './verdict.ts';

/**
 * Decides as `evaluate` does, and tells of every statement, in the order of the policies, each of its parts: what it wants,
 * what the request has, whether that holds. The compiled statements are asked, so that what is told is what decided.
 */
export function explain(request: AccessRequest, policies: PolicySet): Decision {
  const prepared = asked(request);
  return {
    ...verdict(request, policies, findings(prepared, policies)),
    looked: policiesByType(request.principal, policies).flatMap(([type, named]) =>
      named.flatMap((policy) =>
        policy.document.statements.map((statement) => ({
          ...traceOf(policy, type, statement, isMatched(statement, prepared)),
          parts: partsOf(statement, prepared, request),
        })),
      ),
    ),
  };
}

const isMatched = (statement: Statement, request: Asked): boolean =>
  statement.coversAction(request.action) && grantOf(statement, request) !== undefined;

/** The parts of one statement that stands in a policy of the set. */
function partsOf(
  statement: Statement,
  { principal, action, resource, context }: Asked,
  as: AccessRequest,
): PartTrace[] {
  const { tree, conditions } = statement;
  return [
    ...(tree.principal ? [principalPart(tree.principal, principal, statement.grantTo(principal) !== undefined)] : []),
    {
      part: 'action',
      name: named('Action', tree.action),
      wanted: tree.action.values,
      found: as.action,
      holds: statement.coversAction(action),
    },
    ...(tree.resource
      ? [
          {
            part: 'resource' as const,
            name: named('Resource', tree.resource),
            wanted: tree.resource.values.map((value) =>
              shown(readTemplate(value, { variables: statement.resourceVariables, wildcards: true }), context),
            ),
            found: resource.text,
            holds: statement.coversResource(resource, context),
          },
        ]
      : []),
    ...conditions.map((condition) => conditionPart(condition, as)),
  ];
}

const named = (name: string, { not }: Pick<Patterns, 'not'>): string => (not ? `Not${name}` : name);

const principalPart = (tree: PrincipalTree, principal: RequestingPrincipal, holds: boolean): PartTrace => ({
  part: 'principal',
  name: named('Principal', tree),
  wanted: tree.names.map(({ type, value }) => `${type} ${value}`),
  found: foundPrincipal(principal),
  holds,
});

/** Under which names policies may mean the caller. */
function foundPrincipal({ kind, arn, roleArn, userArn, provider, accountId }: RequestingPrincipal): PartTrace['found'] {
  const names = [arn ?? provider ?? accountId, roleArn, userArn].filter((name) => name !== undefined);
  const [only = kind] = names;
  return names.length > 1 ? names : only;
}

const conditionPart = ({ tree, key, variables, holds }: Condition, { context }: AccessRequest): PartTrace => ({
  part: 'condition',
  name: `${tree.operator} ${tree.key}`,
  wanted: tree.values.map((value) => shown(readTemplate(value, { variables, wildcards: true }), context)),
  found: context.get(key),
  holds: holds(context),
});

/** The same statement, wherever it was met: names of policies are unique among those that decide together. */
export const isSameStatement = (
  one: Pick<StatementTrace, 'policy' | 'index'>,
  other: Pick<StatementTrace, 'policy' | 'index'>,
): boolean => one.policy === other.policy && one.index === other.index;
