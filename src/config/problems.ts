/** Something about the configuration that must be mended before the server can start. */
export interface ConfigProblem {
  /** The option's name in the file, such as `mail.smtpUrl`. */
  option: string;
  /** Where the value came from: “the environment variable CENOTE_PORT”. Never the value itself. */
  from?: string;
  problem: string;
  mend: string;
}

/** Every problem at once, so that one round of mending is enough. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(problems.map(describeProblem).join('\n'));
    this.problems = problems;
  }
}

/** A problem in two lines: what is wrong and where it came from, and how to mend it. */
function describeProblem({ option, from, problem, mend }: ConfigProblem): string {
  return `${option}${from ? ` (from ${from})` : ''}: ${problem}.\n  → ${mend}`;
}
