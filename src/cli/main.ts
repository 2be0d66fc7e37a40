import { environment } from '#config/environment.ts';
import { run } from './run.ts';

// Whatever is written, the database and its log among it, is for its owner only.
process.umask(0o077);

// Who reads may stop reading: `cenote why … | head`. Nothing is lost by it, and it is no fault.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exitCode = await run(process.argv.slice(2), {
  environment,
  folder: process.cwd(),
  print: (line) => process.stdout.write(`${line}\n`),
  remark: (line) => process.stderr.write(`${line}\n`),
});
