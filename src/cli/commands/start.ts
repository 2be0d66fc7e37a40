import { modeProblems } from '#config/mode-problems.ts';
import { ConfigError } from '#config/problems.ts';
import type { Command } from '../command.ts';
import { welcome } from '../welcome.ts';
import { failureText } from '../failure-text.ts';
import { untilStopped } from '../until-stopped.ts';

export const start: Command = {
  summary: 'serve user pools, identity pools and hosted login',
  about: `Starts the server and runs until it is stopped (Ctrl+C or SIGTERM): requests in flight are finished, then the
database is closed. The first start makes the data folder, the master key and the root access key.`,
  examples: [
    ['cenote start', 'http://localhost:9229, SQLite in ./data'],
    ['cenote start --port 9300 --data /srv/cenote', 'another port and folder'],
    ['CENOTE_DATABASE_URL=postgres://… cenote start', 'on PostgreSQL; any number of servers side by side'],
    ['CENOTE_MODE=production cenote start', 'as a public service; cenote doctor says what it needs'],
  ],
  flags: {},
  settings: 'all',
  async run(call) {
    const config = call.config();
    const problems = modeProblems(config);
    if (problems.length > 0) throw new ConfigError(problems);
    // Listen for signals first, so that one that comes during the start is not lost.
    const stopped = untilStopped(process);
    const { startServer } = await import('#server/start.ts');
    let server: { url: string; close(): Promise<void> };
    try {
      server = await startServer(config);
    } catch (error) {
      call.remark(failureText(error, config));
      return 1;
    }
    call.print(welcome(config, server.url, import.meta.url));
    await stopped;
    call.remark('Stopping: finishing what is in flight …');
    await server.close();
    return 0;
  },
};
