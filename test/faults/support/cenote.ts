import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A server as anyone would start it: a process of its own, at a free port. */
export interface Cenote extends AsyncDisposable {
  readonly port: number;
  readonly pid: number;
  /** Everything it has logged so far. */
  log(): string;
  /** Sends the signal and waits for the end. @returns the exit code, null where the signal itself ended it */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

export interface CenoteOptions {
  readonly data: string;
  /** `CENOTE_…` settings besides port and data folder. */
  readonly settings?: Readonly<Record<string, string>>;
}

const program = fileURLToPath(new URL('../../../bin/cenote.js', import.meta.url));
const patience = 30_000;

/**
 * Starts a server and waits until it is ready.
 * @throws Error with what it said, when it ends instead
 */
export async function startCenote(options: CenoteOptions): Promise<Cenote> {
  const { child, said, ended } = launch(options);
  const port = await portOf(child, said);
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  const { status } = await fetch(`http://127.0.0.1:${port}/readyz`);
  if (status !== 200) throw new Error(`The server answers ${status} at /readyz.`);
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    const [code] = await ended;
    process.off('exit', kill);
    return code;
  };
  return {
    port,
    pid: child.pid ?? 0,
    log: () => said.err,
    end,
    async [Symbol.asyncDispose]() {
      await end('SIGKILL');
    },
  };
}

/** Starts a server that is expected to refuse. @returns its exit code and everything it said */
export async function startInVain(options: CenoteOptions): Promise<{ code: number | null; said: string }> {
  const { child, said, ended } = launch(options);
  const impatience = setTimeout(() => child.kill('SIGKILL'), patience);
  const [code] = await ended;
  clearTimeout(impatience);
  return { code, said: said.out + said.err };
}

/** Starts a server and kills it as soon as `now` says so, ready or not. */
export async function startAndKill(options: CenoteOptions, now: () => boolean): Promise<void> {
  const { child, ended } = launch(options);
  for (const until = performance.now() + patience; !now() && performance.now() < until;) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  child.kill('SIGKILL');
  await ended;
}

/** An empty folder that is removed with everything in it. */
export async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'cenote-faults-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

function launch({ data, settings = {} }: CenoteOptions) {
  const own = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('CENOTE_') && name !== 'NODE_TEST_CONTEXT',
  );
  const child = spawn(process.execPath, [program, 'start', '--port', '0', '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // The port differs at every start, and with it the issuer would.
    env: { ...Object.fromEntries(own), CENOTE_PUBLIC_URL: 'http://cenote.test', ...settings },
  });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  return { child, said, ended: once(child, 'close') as Promise<[number | null]> };
}

/** The port of the address that a started server prints. */
async function portOf(child: ChildProcess, said: { out: string; err: string }): Promise<number> {
  for (const until = performance.now() + patience; performance.now() < until;) {
    const port = /address\s+https?:\/\/localhost:(\d+)/.exec(said.out)?.[1];
    if (port) return Number(port);
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  child.kill('SIGKILL');
  throw new Error(`The server did not start:\n${said.out}${said.err}`);
}
