import { environment } from '#config/environment.ts';
import { run } from './run.ts';

// Whatever is written, the database and its log among it, is for its owner only.
process.umask(0o077);

process.exitCode = await run(process.argv.slice(2), {
  environment,
  folder: process.cwd(),
  print: (line) => process.stdout.write(`${line}\n`),
  remark: (line) => process.stderr.write(`${line}\n`),
});
