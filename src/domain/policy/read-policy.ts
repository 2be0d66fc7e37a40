import { readJson, type JsonValue } from './json-text.ts';
import { malformed, syntaxErrors } from './malformed.ts';
import { members, textOf } from './read-values.ts';
import { readStatement } from './read-statement.ts';
import type { PolicyTree, PolicyVersion, StatementTree } from './policy-tree.ts';
import type { PolicyType } from './policy-type.ts';

/** As long as AWS lets any policy document be on input. */
const longest = 131_072;

/** Tab, line feed, carriage return, and Latin-1: what AWS lets a policy consist of. */
const allowedText = /^[\t\n\r\u0020-\u00ff]+$/;

const versions: readonly string[] = ['2008-10-17', '2012-10-17'] satisfies PolicyVersion[];
const isVersion = (text: string): text is PolicyVersion => versions.includes(text);

/** A policy with the offsets of its statements. */
export interface ReadPolicy {
  readonly tree: PolicyTree;
  readonly places: readonly { readonly start: number; readonly end: number; readonly mark: number }[];
}

/**
 * Reads a policy and holds it to the grammar and to what its kind may contain. AWS: "Grammar of the IAM JSON policy
 * language", and IAM's answers to what breaks it.
 * @throws Failure `malformedPolicyDocument`
 */
export function readPolicy(source: string, kind: PolicyType): ReadPolicy {
  if (source.length > longest || !allowedText.test(source)) throw malformed(syntaxErrors);
  const top = members(readJson(source), ['Version', 'Id', 'Statement']);
  const version = top.has('Version') ? textOf(top.get('Version')) : '2008-10-17';
  if (!isVersion(version)) throw malformed(syntaxErrors);
  const id = top.has('Id') ? textOf(top.get('Id')) : undefined;

  const all = top.get('Statement');
  const found = statementsOf(all);
  const statements = found.map((statement) => readStatement(statement, kind));
  refuseRepeatedSids(statements);
  return {
    tree: { version, id, statements },
    places: found.map(({ start, end }, index) => ({ start, end, mark: markOf(all, index) })),
  };
}

function statementsOf(value: JsonValue | undefined): readonly JsonValue[] {
  const found = value?.kind === 'array' ? value.items : value ? [value] : [];
  if (found.length === 0) throw malformed(syntaxErrors);
  return found;
}

/** Just after the bracket that opens the list, or the statement before; of a single statement, its start. */
function markOf(statements: JsonValue | undefined, index: number): number {
  const { start = 0 } = statements ?? {};
  if (statements?.kind !== 'array') return start;
  return statements.items[index - 1]?.end ?? start + 1;
}

function refuseRepeatedSids(statements: readonly StatementTree[]): void {
  const sids = statements.map(({ sid }) => sid).filter((sid) => sid !== undefined);
  if (new Set(sids).size < sids.length) throw malformed('Statement IDs (SID) in a single policy must be unique.');
}
