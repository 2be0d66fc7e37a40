import { options } from '#config/options.ts';
import { cenoteVersion } from '#config/version.ts';
import type { Command } from './command.ts';
import { commands } from './commands.ts';

/** The page of `cenote --help`. */
export async function generalHelp(): Promise<string> {
  const list = await Promise.all(
    Object.entries(commands).map(async ([name, load]) => [name, (await load()).summary] as const),
  );
  return `Cenote ${cenoteVersion()}: Amazon Cognito that you run yourself.

Usage: cenote <command> [flags]

${columns(list)}

A first session:
${columns([
  ['cenote start', 'serve on http://localhost:9229, data in ./data'],
  ['eval "$(cenote env)"', 'point AWS’s tools in this shell at it'],
  ['aws cognito-idp create-user-pool --pool-name newsletter', ''],
])}

cenote <command> --help tells more about each. Settings: docs/reference/configuration.md`;
}

/** The page of `cenote <command> --help`. */
export function commandHelp(name: string, command: Command): string {
  const own = Object.entries(command.flags).map(
    ([flag, { value, description }]) => [value ? `--${flag} ${value}` : `--${flag}`, description] as const,
  );
  const settings = options
    .filter((option) => option.flag && (command.settings === 'all' || command.settings.includes(option.name)))
    .map((option) => [`--${option.flag} VALUE`, plain(option.description, option.defaultText)] as const);
  return `${command.about}

Usage: cenote ${name} [flags]

${columns([...own, ...settings, ['--config FILE', 'Settings file (default: cenote.json in this folder, when there is one)']])}

Each setting can also stand in the file or the environment (--port is CENOTE_PORT); secrets only there.

Examples:
${columns(command.examples)}`;
}

const plain = (description: string, fallback?: string): string =>
  `${description}${fallback ? ` Default: ${fallback}.` : ''}`.replaceAll('`', '');

/** Two columns; a left side too wide for its column has the right side on the next line. */
function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.min(28, Math.max(...rows.map(([left]) => left.length)));
  return rows
    .map(([left, right]) => {
      const gap = left.length > width ? `\n  ${' '.repeat(width)}` : ' '.repeat(width - left.length);
      return right ? `  ${left}${gap}  ${right}` : `  ${left}`;
    })
    .join('\n');
}
