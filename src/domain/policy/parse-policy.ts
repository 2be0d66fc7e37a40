import { actionIndex } from './action-index.ts';
import type { PolicyDocument } from './policy-document.ts';
import type { PolicyType } from './policy-type.ts';
import { positionsIn } from './position.ts';
import { readPolicy } from './read-policy.ts';
import { compileStatement } from './statement.ts';

/**
 * Reads a policy document, as strictly as AWS does when one is saved, and prepares it for decisions. Costs some tens of
 * microseconds: to be done once for each text.
 * @throws Failure `malformedPolicyDocument` with AWS's reason
 */
export function parsePolicy(text: string, kind: PolicyType): PolicyDocument {
  const { tree, places } = readPolicy(text, kind);
  const position = positionsIn(text);
  // In policies of the older version `${…}` is text like any other.
  const variables = tree.version === '2012-10-17';
  const statements = tree.statements.map((statement, index) => {
    const { start = 0, end = 0, mark = 0 } = places[index] ?? {};
    const place = { index, start: position(start), end: position(end), mark: position(mark) };
    return compileStatement(statement, place, variables, kind);
  });
  return { kind, tree, statements, about: actionIndex(statements) };
}
