import { Failure } from '#domain/failures.ts';
import type { Call as OperationCall } from '#operations/operation.ts';
import type { Answering } from '#server/ask.ts';
import { type Call, UsageError } from './command.ts';
import { failureText } from './failure-text.ts';
import { inFlags } from './in-flags.ts';
import { visible } from './visible.ts';

/** A question to the database, and how its answer is shown. */
export interface Question<Answer> {
  /** The operation's members by the flags that say them. */
  readonly members: Readonly<Record<string, string>>;
  /** Throws what is wrong with the question by itself, before any database is opened. */
  readonly check: () => unknown;
  readonly ask: (uses: Answering, call: OperationCall) => Promise<Answer>;
  /** For people; with `--json` the answer is printed as it is. */
  readonly show: (answer: Answer) => readonly string[];
  /** What to try after a refusal, by the failure's name. */
  readonly advice?: Readonly<Partial<Record<string, string>>>;
}

/** Asks, and prints the answer. @returns the exit code @throws UsageError when the flags make no question */
export async function answered<Answer>(call: Call, question: Question<Answer>): Promise<number> {
  const config = call.config();
  const { ask } = await import('#server/ask.ts');
  let answer: Answer;
  try {
    question.check();
    answer = await ask(config, question.ask);
  } catch (error) {
    if (error instanceof Failure) call.remark(visible(refusal(error, question)));
    else call.remark(failureText(error, config));
    return 1;
  }
  const lines = call.has('json') ? [JSON.stringify(answer, undefined, 2)] : question.show(answer);
  for (const line of lines) call.print(visible(line));
  return 0;
}

const malformed: ReadonlySet<string> = new Set(['validation', 'serialization']);

/** @throws UsageError where the flags are to be mended */
function refusal(
  { failure, message }: Failure,
  { members, advice = {} }: Pick<Question<unknown>, 'members' | 'advice'>,
): string {
  if (malformed.has(failure)) throw new UsageError(visible(inFlags(message, members)));
  const next = advice[failure];
  return next === undefined ? message : `${message}\n${next}`;
}
