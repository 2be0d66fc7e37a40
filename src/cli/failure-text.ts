import type { Config } from '#config/config.ts';

/** What to tell someone whose command failed for a reason that lies outside the program. */
export function failureText(error: unknown, config: Config): string {
  const { code, path, message, stack } = error as NodeJS.ErrnoException;
  const advise = code ? advice[code] : undefined;
  if (advise) return advise(config, path ?? config.data, message);
  const detail = ['debug', 'trace'].includes(config.logLevel) ? stack : message;
  return `Cenote could not do that: ${detail}\ncenote doctor checks what it depends on; --log-level=debug shows where it failed.`;
}

const advice: Record<string, (config: Config, path: string, message: string) => string> = {
  EADDRINUSE: ({ port }) => `Port ${port} is in use already, perhaps by another Cenote.
Choose another port:            cenote start --port ${port + 1}
Or see who has it (Linux, Mac): lsof -i :${port}`,
  EADDRNOTAVAIL: ({ host }) =>
    `This machine has no address ${host} to listen on. Choose one it has: cenote start --host 127.0.0.1`,
  ENOTFOUND: ({ host }) => `The name “${host}” could not be resolved. Check host and database address.`,
  EACCES: ({ port }, path) =>
    port < 1024
      ? `Port ${port} or ${path} is not open to this user. Ports below 1024 are for root; choose another: cenote start --port 9229`
      : `This user may not use ${path}. Give it write access, or choose another folder: cenote start --data DIR`,
  ENOSPC: (_, path) => `The disk that holds ${path} is full. Free some space and start again.`,
  EROFS: (_, path) => `${path} is on a read-only disk. Choose another folder: cenote start --data DIR`,
  NO_DATABASE: ({ data }, _, message) =>
    `${message}\nIs --data the folder of the server? Or start one there: cenote start --data ${data}`,
  ECONNREFUSED: () =>
    'The database does not answer at the address in CENOTE_DATABASE_URL. Is it running? cenote doctor tells more.',
};
