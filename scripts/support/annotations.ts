export type Verdict = 'honoured' | 'refused' | 'differs';

/** One line of the ledger: what a test shows about an operation or one of its parameters. */
export interface Annotation {
  /** The service, where several have an operation of that name: `iam`. */
  readonly service: string | undefined;
  readonly operation: string;
  /** Members below the operation's input, joined by dots: `Policies.PasswordPolicy`. */
  readonly parameter: string | undefined;
  readonly verdict: Verdict;
  readonly text: string;
  readonly test: string;
  readonly path: string;
}

const annotation = /^\s*\/\/ ledger: (?:([\w-]+):)?(\w+)(?:\.([\w.]+))? (honoured|refused|differs) — (.+)$/;
const testName = /^\s*(?:await\s+)?(?:\w+\.)?(?:test|it|suite|describe)\(\s*(['"`])(.+?)\1\s*,/;

/**
 * The ledger's annotations in a test file: comments above a test, or above a case in its table, of the form
 * `// ledger: SignUp.UserAttributes honoured — required attributes are checked`. Where services share an operation's name, the service
 * goes before it (`iam:CreateGroup`). Throws on one that it cannot read.
 */
export function annotationsIn(path: string, source: string): Annotation[] {
  const found: Annotation[] = [];
  let waiting: Omit<Annotation, 'test'>[] = [];
  for (const [index, line] of source.split('\n').entries()) {
    const where = `${path}:${index + 1}`;
    const [, service, operation = '', parameter, verdict, text = ''] = annotation.exec(line) ?? [];
    if (verdict) waiting.push({ service, operation, parameter, verdict: verdict as Verdict, text: text.trim(), path });
    else if (/^\s*\/\/ ledger\b/.test(line))
      throw new Error(`${where}: not of the form "// ledger: Operation.Parameter honoured|refused|differs — text"`);
    else if (waiting.length > 0) {
      const name = testName.exec(line)?.[2];
      // Above a row of a table, it is the test below that goes through the table.
      if (!name) continue;
      found.push(...waiting.map((entry) => ({ ...entry, test: name })));
      waiting = [];
    }
  }
  if (waiting.length > 0) throw new Error(`${path}: a ledger annotation stands above no test`);
  return found;
}
