import { Agent, request } from 'node:http';
import { readRootCredentials } from '#config/credentials-file.ts';
import type { UserPools } from '#contract/aws.ts';
import { userPoolsModel } from '#contract/model.ts';
import { signedRequest } from '../../support/signed-request.ts';

/** The server answered, with an error. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;

  constructor(operation: string, status: number, code: string, message: string) {
    super(`${operation}: ${status} ${code}: ${message}`);
    this.name = 'Refused';
    this.status = status;
    this.code = code;
  }
}

/** Nobody answered: whether the operation was done is not known. */
export class NoAnswer extends Error {
  constructor(cause: unknown) {
    super('The connection ended without an answer.', { cause });
    this.name = 'NoAnswer';
  }
}

/** Calls one server, signed with its root key where the operation wants that. */
export interface Client {
  /** @throws Refused, NoAnswer */
  call<Name extends keyof UserPools>(name: Name, input: UserPools[Name]['input']): Promise<UserPools[Name]['output']>;
  /** What a GET answers. @throws NoAnswer */
  get(path: string): Promise<{ status: number; body: string }>;
  /** @throws NoAnswer, and Error when it is refused */
  put(path: string, text: string): Promise<void>;
  /** The code in the newest message to this address. */
  codeFor(to: string): Promise<string>;
  close(): void;
}

export async function clientOf(port: number, data: string): Promise<Client> {
  const root = await readRootCredentials(data);
  const agent = new Agent({ keepAlive: true });
  const headersOf = (name: string, body: string) => {
    const target = `AWSCognitoIdentityProviderService.${name}`;
    if (userPoolsModel.operations[name]?.auth !== 'sigv4')
      return { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
    if (!root) throw new Error('The server has written no root key.');
    const signed = signedRequest({ target, body, accessKeyId: root.accessKeyId, secret: root.secretAccessKey });
    return Object.fromEntries(signed.headers);
  };
  const send = (method: string, path: string, headers: Readonly<Record<string, string>>, body: string) =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      const fail = (error: unknown) => reject(new NoAnswer(error));
      const outgoing = request({ host: '127.0.0.1', port, path, method, agent, headers }, (incoming) => {
        let text = '';
        incoming.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body: text }));
        incoming.on('error', fail);
      });
      outgoing.on('error', fail);
      outgoing.end(body);
    });
  return {
    async call(name, input) {
      const text = JSON.stringify(input);
      const { status, body } = await send('POST', '/', { host: 'localhost', ...headersOf(name, text) }, text);
      const answer = JSON.parse(body || '{}') as { __type?: string; message?: string };
      if (status !== 200) throw new Refused(name, status, answer.__type ?? '', answer.message ?? '');
      return answer as never;
    },
    get: (path) => send('GET', path, {}, ''),
    async put(path, text) {
      const { status, body } = await send('PUT', path, {}, text);
      if (status !== 200) throw new Error(`PUT ${path} was answered ${status}: ${body}`);
    },
    async codeFor(to) {
      const { body } = await send('GET', `/_cenote/outbox?to=${encodeURIComponent(to)}`, {}, '');
      const [newest] = (JSON.parse(body) as { messages: { code: string | null }[] }).messages;
      if (!newest?.code) throw new Error(`No message with a code went to ${to}.`);
      return newest.code;
    },
    close: () => agent.destroy(),
  };
}
