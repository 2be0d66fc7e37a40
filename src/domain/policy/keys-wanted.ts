import type { Context } from './access-request.ts';
import type { Statement } from './statement.ts';
import { isVariable, readTemplate } from './template.ts';

/**
 * The condition keys that a statement asks the request for, as written: those of its conditions, and those of variables
 * that have no default. Each once, whatever its case.
 */
function keysWanted({ tree, resourceVariables, conditions }: Statement): readonly string[] {
  const inResources = resourceVariables ? (tree.resource?.values ?? []).flatMap(variablesIn) : [];
  const inConditions = conditions.flatMap(({ tree: { key, values }, variables }) => [
    key,
    ...(variables ? values.flatMap(variablesIn) : []),
  ]);
  return eachOnce([...inResources, ...inConditions]);
}

/** Those of them that the request lacks. */
export const keysMissing = (statement: Statement, context: Context): readonly string[] =>
  keysWanted(statement).filter((key) => !context.has(key.toLowerCase()));

/** Keys without their repetitions, in whatever case. */
export const eachOnce = (keys: readonly string[]): readonly string[] =>
  [...Map.groupBy(keys, (key) => key.toLowerCase()).values()].flatMap(([first]) => first ?? []);

const variablesIn = (value: string): string[] =>
  readTemplate(value, { variables: true, wildcards: true })
    .filter(isVariable)
    .filter(({ fallback }) => fallback === undefined)
    .map(({ name }) => name);
