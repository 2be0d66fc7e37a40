import type { Config } from '#config/config.ts';
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
  try {
    question.check();
  } catch (error) {
    if (error instanceof Failure) throw new UsageError(visible(inFlags(error.message, question.members)));
    throw error;
  }
  const { ask } = await import('#server/ask.ts');
  const { NoDatabase } = await import('#server/existing-store.ts');
  let answer: Answer;
  try {
    answer = await ask(config, question.ask);
  } catch (error) {
    if (error instanceof NoDatabase)
      call.remark(`${error.message}\nIs --data the folder of the server? ${startText(config)}`);
    else if (error instanceof Failure)
      call.remark(visible([error.message, question.advice?.[error.failure] ?? []].flat().join('\n')));
    else call.remark(failureText(error, config));
    return 1;
  }
  const lines = call.has('json') ? [JSON.stringify(answer, undefined, 2)] : question.show(answer);
  for (const line of lines) call.print(visible(line));
  return 0;
}

const startText = ({ data }: Config): string => `Or start one there: cenote start --data ${data}`;
