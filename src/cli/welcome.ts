import { resolve } from 'node:path';
import type { Config } from '#config/config.ts';
import { credentialsPath } from '#config/credentials-file.ts';
import { environment } from '#config/environment.ts';
import { cenoteVersion } from '#config/version.ts';
import { quoted } from './quoted.ts';

/** What a started server says: what it is, where everything is, and the next command. */
export function welcome(config: Config, url: string, module: string): string {
  const database = config.databaseUrl ? `PostgreSQL at ${hostOf(config.databaseUrl)}` : `${config.data} (SQLite)`;
  const lines = `Cenote ${cenoteVersion()}: Amazon Cognito that you run yourself (${config.mode})

  address   ${url}
  data      ${database}
  root key  ${credentialsPath(config.data)}`;
  if (config.mode === 'production') return lines;
  const own = [
    config.port !== 9229 && `--port ${portOf(url)}`,
    config.data !== defaultData() && `--data ${quoted(config.data)}`,
  ];
  const call = [program(module), 'env', ...own.filter(Boolean)].join(' ');
  return `${lines}

Next, in another terminal:
  eval "$(${call})"
  aws cognito-idp create-user-pool --pool-name newsletter

Ctrl+C stops it.`;
}

/** In a checkout and under npx the command is not on the PATH. */
const program = (module: string): string =>
  module.endsWith('.ts') || environment.npm_command === 'exec' ? 'npx cenote' : 'cenote';

const defaultData = (): string => resolve('data');

const portOf = (url: string): string => new URL(url).port;

const hostOf = (databaseUrl: string): string => new URL(databaseUrl).host;
