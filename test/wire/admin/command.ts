import { run } from '#cli/run.ts';
import type { RunningServer } from '../../support/running-server.ts';

export interface Called {
  readonly exit: number;
  readonly printed: string;
  readonly remarked: string;
}

/** Runs a command line; answers the exit code and what was printed and remarked. */
export async function called(args: readonly string[], environment: Record<string, string> = {}): Promise<Called> {
  const [printed, remarked]: [string[], string[]] = [[], []];
  const exit = await run(args, {
    environment,
    folder: '/nowhere',
    print: (line) => printed.push(line),
    remark: (line) => remarked.push(line),
  });
  return { exit, printed: printed.join('\n'), remarked: remarked.join('\n') };
}

/** The command line with the settings of this server. */
export function beside({ config, url }: Pick<RunningServer, 'config' | 'url'>): (...args: string[]) => Promise<Called> {
  const settings = ['--data', config.data, '--port', new URL(url).port];
  const environment: Record<string, string> = config.databaseUrl ? { CENOTE_DATABASE_URL: config.databaseUrl } : {};
  return (...args) => called([...args, ...settings], environment);
}
