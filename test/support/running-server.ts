import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { configOf } from '#config/config.ts';
import { readRootCredentials } from '#config/credentials-file.ts';
import { startServer } from '#server/start.ts';
import { engines } from './engines.ts';

export type EngineName = keyof typeof engines;

export interface OutboxMessage {
  readonly to: string;
  readonly username: string;
  readonly trigger: string;
  readonly subject: string | null;
  readonly body: string;
  readonly code: string | null;
  readonly link: string | null;
}

/** A real server on a port of its own, and what its users have: an address, a key, and the development helpers. */
export interface RunningServer extends AsyncDisposable {
  readonly url: string;
  readonly config: ReturnType<typeof configOf>;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** An AWS SDK client that knows the address, a region and the root key, and nothing else. */
  readonly sdk: CognitoIdentityProvider;
  outbox(filter?: Record<string, string>): Promise<readonly OutboxMessage[]>;
  /** The code in the newest message to this user. */
  codeFor(username: string): Promise<string>;
  advanceClock(by: string): Promise<void>;
}

/** Starts a server on an empty database of this engine. */
export async function runningServer(
  engine: EngineName = 'sqlite',
  settings: Parameters<typeof configOf>[0] = {},
): Promise<RunningServer> {
  const data = await mkdtemp(join(tmpdir(), 'cenote-running-'));
  const database = engine === 'postgres' ? await engines.postgres() : undefined;
  const databaseUrl = database && 'url' in database.options ? database.options.url : undefined;
  const config = configOf({ data, port: 0, logLevel: 'silent', ...(databaseUrl && { databaseUrl }), ...settings });
  const server = await startServer(config);
  const credentials = (await readRootCredentials(data))!;
  const sdk = new CognitoIdentityProvider({ endpoint: server.url, region: 'us-east-1', credentials, maxAttempts: 1 });
  const outbox = async (filter: Record<string, string> = {}) => {
    const answer = await fetch(`${server.url}/_cenote/outbox?${new URLSearchParams(filter)}`);
    return ((await answer.json()) as { messages: OutboxMessage[] }).messages;
  };
  return {
    url: server.url,
    config,
    credentials,
    sdk,
    outbox,
    async codeFor(username) {
      const [newest] = await outbox({ username });
      if (!newest?.code) throw new Error(`No message with a code went to ${username}.`);
      return newest.code;
    },
    async advanceClock(by) {
      const answer = await fetch(`${server.url}/_cenote/clock`, {
        method: 'PUT',
        body: JSON.stringify({ advance: by }),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
    async [Symbol.asyncDispose]() {
      sdk.destroy();
      await server.close();
      await database?.[Symbol.asyncDispose]();
      await rm(data, { recursive: true, force: true });
    },
  };
}
