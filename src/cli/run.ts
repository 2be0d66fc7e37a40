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

async function dispatch([first, ...rest]: readonly string[], surroundings: Surroundings): Promise<number> {
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    const about = first === 'help' ? rest[0] : undefined;
    surroundings.print(about === undefined ? await generalHelp() : commandHelp(about, await commandNamed(about)));
    return 0;
  }
  const name = first === '--version' || first === '-v' ? 'version' : first;
  const command = await commandNamed(name);
  const flags = parseFlags(name, command, rest);
  if (flags.has('help')) {
    surroundings.print(commandHelp(name, command));
    return 0;
  }
  return command.run(callOf(flags, surroundings));
}

async function commandNamed(name: string) {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load) return load();
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
