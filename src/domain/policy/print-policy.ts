import type { Patterns, PolicyTree, PrincipalTree, StatementTree } from './policy-tree.ts';

/** The policy as JSON that reads as the same policy: of the characters that a policy's text may have. */
export const printPolicy = ({ version, id, statements }: PolicyTree): string =>
  JSON.stringify({ Version: version, Id: id, Statement: statements.map(printStatement) }).replaceAll(
    /[^\u0020-\u00ff]/g,
    escaped,
  );

const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

const printStatement = ({ sid, effect, principal, action, resource, conditions }: StatementTree): object => ({
  Sid: sid,
  Effect: effect,
  ...(principal && { [principal.not ? 'NotPrincipal' : 'Principal']: printPrincipal(principal) }),
  ...printPatterns('Action', action),
  ...(resource && printPatterns('Resource', resource)),
  ...(conditions.length > 0 && { Condition: printConditions(conditions) }),
});

const printPatterns = (name: string, { not, values }: Patterns): object => ({
  [not ? `Not${name}` : name]: values.length === 1 ? values[0] : values,
});

const printPrincipal = ({ names }: PrincipalTree): object =>
  Object.fromEntries(
    [...Map.groupBy(names, ({ type }) => type)].map(([type, of]) => [type, of.map(({ value }) => value)]),
  );

const printConditions = (conditions: StatementTree['conditions']): object =>
  Object.fromEntries(
    [...Map.groupBy(conditions, ({ operator }) => operator)].map(([operator, of]) => [
      operator,
      Object.fromEntries(of.map(({ key, values }) => [key, values])),
    ]),
  );
