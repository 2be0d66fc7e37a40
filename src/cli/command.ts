import type { Config } from '#config/config.ts';

/** One command of the command line: what it does, told well enough to need no manual, and the doing. */
export interface Command {
  /** One line for the list of commands. */
  summary: string;
  /** A paragraph for its own help page. */
  about: string;
  /** Command lines to copy, each with what it does. */
  examples: readonly (readonly [line: string, does: string])[];
  /** Its own flags; the settings of the configuration come on top. */
  flags: Readonly<Record<string, Flag>>;
  /** Which settings are worth listing in its help; all of them are understood. */
  settings: 'all' | readonly string[];
  /** Answers the exit code: 0 done, 1 failed. Throws UsageError or ConfigError for what the caller must mend (2). */
  run(call: Call): Promise<number>;
}

/** A flag that a command has beside the settings. `value` names what must follow it; without one it is a switch. */
export interface Flag {
  value?: string;
  repeatable?: true;
  description: string;
}

/** One call of a command. */
export interface Call {
  /** Values of the command's own flags, by name. */
  values(flag: string): readonly string[];
  /** Whether a flag was given. */
  has(flag: string): boolean;
  /** Reads the configuration. Throws ConfigError. */
  config(): Config;
  environment: Readonly<Record<string, string | undefined>>;
  /** Prints a line of the result (standard output). */
  print(line: string): void;
  /** Prints a line about it (standard error). */
  remark(line: string): void;
}

/** The command line is not understood; the message says what to write instead. */
export class UsageError extends Error {
  override name = 'UsageError';
}
