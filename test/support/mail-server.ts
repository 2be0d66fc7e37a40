import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { selfSigned } from './self-signed.ts';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Whether it came over TLS. */
  readonly secure: boolean;
  readonly user: string | undefined;
  /** Head and body as they were sent. */
  readonly text: string;
}

export interface MailServer extends AsyncDisposable {
  readonly port: number;
  readonly received: readonly ReceivedMail[];
  readonly cert: string;
}

export interface MailServerOptions {
  readonly login?: { readonly user: string; readonly password: string };
  readonly secure?: boolean;
  readonly offersStartTls?: boolean;
  /** The refusal of this receiver, if any: `[450, 'Greylisted']`. Asked at every RCPT. */
  refuse?(address: string): readonly [code: number, text: string] | undefined;
}

class Refusal extends Error {
  readonly responseCode: number;
  constructor([code, text]: readonly [number, string]) {
    super(text);
    this.responseCode = code;
  }
}

/** A real SMTP server on a free port of this machine, which keeps what it receives. */
export async function openMailServer(options: MailServerOptions = {}): Promise<MailServer> {
  const { login, secure = false, offersStartTls = true, refuse } = options;
  const { key, cert } = selfSigned();
  const received: ReceivedMail[] = [];
  const settings: SMTPServerOptions = {
    secure,
    key,
    cert,
    authOptional: !login,
    disabledCommands: [...(offersStartTls ? [] : ['STARTTLS']), ...(login ? [] : ['AUTH'])],
    disableReverseLookup: true,
    onAuth({ username, password }, _session, done) {
      const right = username === login?.user && password === login?.password;
      done(right ? null : new Refusal([535, 'Authentication failed']), right ? { user: username } : undefined);
    },
    onRcptTo({ address }, _session, done) {
      const refusal = refuse?.(address);
      done(refusal ? new Refusal(refusal) : null);
    },
    onData(stream, { envelope, secure: overTls, user }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const from = envelope.mailFrom ? envelope.mailFrom.address : '';
        const to = envelope.rcptTo.map(({ address }) => address);
        received.push({
          from,
          to,
          secure: overTls,
          user: user as string | undefined,
          text: Buffer.concat(chunks).toString(),
        });
        done(null);
      });
    },
  };
  const server = new SMTPServer(settings);
  server.on('error', () => undefined); // broken connections are what some tests are about
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    cert,
    async [Symbol.asyncDispose]() {
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
