import { loadConfig } from '#config/config.ts';
import { nearest } from '#config/nearest.ts';
import { ConfigError } from '#config/problems.ts';
import { type Call, UsageError } from './command.ts';
import { commands } from './commands.ts';
import { commandHelp, generalHelp } from './help.ts';
import { type Flags, parseFlags } from './parse.ts';

/** The world around a command line. */
export type Surroundings = Pick<Call, 'environment' | 'print' | 'remark'> & { folder: string };

/** Runs one command line (without program name) and answers the exit code: 0 done, 1 failed, 2 not understood. */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    return await dispatch(args, surroundings);
  } catch (error) {
    if (error instanceof UsageError) {
      surroundings.remark(error.message);
      return 2;
    }
    if (error instanceof ConfigError) {
      surroundings.remark(`The configuration needs mending:\n\n${error.message}`);
      return 2;
    }
    throw error;
  }
}

async function dispatch(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const [first, ...others] = args;
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    surroundings.print(first === 'help' && others.length > 0 ? await helpOn(nameIn(others)[0]) : await generalHelp());
    return 0;
  }
  const [name, rest] = first === '--version' || first === '-v' ? (['version', others] as const) : nameIn(args);
  if (longerThan(name).length > 0 && ['--help', '-h'].includes(rest[0] ?? '')) {
    surroundings.print(await helpOn(name));
    return 0;
  }
  const command = await commandNamed(name);
  const flags = parseFlags(name, command, rest);
  if (flags.has('help')) {
    surroundings.print(commandHelp(name, command));
    return 0;
  }
  return command.run(callOf(flags, surroundings));
}

/** The command's name, which may be of two words, and what follows it. */
function nameIn([first = '', ...rest]: readonly string[]): readonly [name: string, rest: readonly string[]] {
  const both = `${first} ${rest[0]}`;
  return Object.hasOwn(commands, both) ? [both, rest.slice(1)] : [first, rest];
}

/** The commands whose first word this is, where it is no command by itself. */
const longerThan = (word: string): readonly string[] =>
  Object.hasOwn(commands, word) ? [] : Object.keys(commands).filter((one) => one.startsWith(`${word} `));

/** The page of a command, or those of all that begin with the word. */
async function helpOn(name: string): Promise<string> {
  const longer = longerThan(name);
  const names = longer.length > 0 ? longer : [name];
  return (await Promise.all(names.map(async (one) => commandHelp(one, await commandNamed(one))))).join('\n\n');
}

async function commandNamed(name: string) {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load) return load();
  const longer = longerThan(name);
  if (longer.length > 0)
    throw new UsageError(`Write what of ${name}: ${longer.map((one) => `cenote ${one}`).join(', ')}`);
  const meant = nearest(name, Object.keys(commands));
  const advice = meant ? `Did you mean cenote ${meant}?` : 'cenote --help lists the commands.';
  throw new UsageError(
    name.startsWith('-')
      ? `Write the command first: cenote start ${name} …`
      : `There is no command “${name}”. ${advice}`,
  );
}

function callOf(flags: Flags, { environment, folder, print, remark }: Surroundings): Call {
  return {
    values: (flag) => flags.get(flag) ?? [],
    has: (flag) => flags.has(flag),
    config: () =>
      loadConfig({
        flags: Object.fromEntries([...flags].map(([flag, [value]]) => [flag, value])),
        environment,
        folder,
      }),
    environment,
    print,
    remark,
  };
}
