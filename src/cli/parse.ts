import { parseArgs } from 'node:util';
import { nearest } from '#config/nearest.ts';
import { options } from '#config/options.ts';
import { type Command, UsageError } from './command.ts';

/** The flags of a command line, by name, in the order they were written; a switch has the value `''`. */
export type Flags = ReadonlyMap<string, readonly string[]>;

/** Understands a command's flags: its own, every setting's, `--config` and `--help`. Throws UsageError. */
export function parseFlags(name: string, command: Command, args: readonly string[]): Flags {
  const takesValue = new Map<string, boolean>([
    ...Object.entries(command.flags).map(([flag, { value }]) => [flag, value !== undefined] as const),
    ...options.flatMap(({ flag }) => (flag ? [[flag, true] as const] : [])),
    ['config', true],
    ['help', false],
  ]);
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    options: {
      ...Object.fromEntries([...takesValue].map(([flag, value]) => [flag, { type: value ? 'string' : 'boolean' }])),
      help: { type: 'boolean', short: 'h' },
    },
  });
  const flags = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') throw new UsageError(`“${token.value}” is not expected after cenote ${name}.`);
    if (token.kind !== 'option') continue;
    flags.set(token.name, [...(flags.get(token.name) ?? []), valueOf(token, takesValue, name)]);
  }
  refuseRepeated(flags, command);
  return flags;
}

interface OptionToken {
  name: string;
  rawName: string;
  value: string | undefined;
  inlineValue: boolean | undefined;
}

function valueOf(
  { name, rawName, value, inlineValue }: OptionToken,
  takesValue: Map<string, boolean>,
  command: string,
): string {
  const wantsValue = takesValue.get(name);
  if (wantsValue === undefined) throw unknownFlag(name, rawName, [...takesValue.keys()], command);
  if (!wantsValue) {
    if (inlineValue) throw new UsageError(`--${name} takes no value.`);
    return '';
  }
  // A value that begins with a dash is nearly always the next flag, after a forgotten value.
  if (!value || (!inlineValue && value.startsWith('-')))
    throw new UsageError(`--${name} wants a value: --${name}=VALUE`);
  return value;
}

function unknownFlag(name: string, rawName: string, known: string[], command: string): UsageError {
  const secret = options.find(
    ({ env, secret: isSecret }) => isSecret && env === `CENOTE_${name.replaceAll('-', '_').toUpperCase()}`,
  );
  if (secret) {
    return new UsageError(
      `--${name} would be readable by every user of this machine. Set ${secret.env} instead, or ${secret.name} in cenote.json.`,
    );
  }
  const meant = nearest(name, known);
  const advice = meant ? `Did you mean --${meant}?` : `cenote ${command} --help lists its flags.`;
  return new UsageError(`cenote ${command} has no flag ${rawName}. ${advice}`);
}

function refuseRepeated(flags: Flags, command: Command): void {
  for (const [flag, values] of flags) {
    if (values.length > 1 && !command.flags[flag]?.repeatable)
      throw new UsageError(`--${flag} is given ${values.length} times.`);
  }
}
