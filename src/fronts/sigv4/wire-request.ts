import type { IncomingMessage } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { RawHeader } from '#crypto/sigv4/request.ts';
import { Failure } from '#domain/failures.ts';

/** A request as it stood on the wire, before any framework tidied it: what signatures are made over. */
export interface WireRequest {
  readonly method: string;
  readonly rawTarget: string;
  readonly remoteAddress: string | undefined;
  rawHeaders(): readonly RawHeader[];
  /** The value of a header; the name in lower case. */
  header(name: string): string | undefined;
  /** The whole body, or undefined when it is larger than `limit` bytes; nothing beyond the limit is kept. */
  body(limit: number): Promise<Uint8Array | undefined>;
}

/** The wire request behind a Hono context: Node's own where there is a socket, the `Request` where there is none. */
export function wireRequest(context: Context): WireRequest {
  const { incoming } = (context.env ?? {}) as Partial<HttpBindings>;
  return incoming && 'rawHeaders' in incoming ? fromNode(incoming as IncomingMessage) : fromRequest(context.req.raw);
}

const fromNode = (incoming: IncomingMessage): WireRequest => ({
  method: incoming.method ?? '',
  rawTarget: incoming.url ?? '/',
  remoteAddress: incoming.socket.remoteAddress,
  rawHeaders() {
    const headers: RawHeader[] = [];
    const { rawHeaders } = incoming;
    for (let at = 0; at < rawHeaders.length; at += 2) headers.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
    return headers;
  },
  header(name) {
    const value = incoming.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  },
  body: (limit) => readIncoming(incoming, limit),
});

/** Listeners rather than an iterator: an iterator left early destroys the socket, and with it the answer. */
function readIncoming(incoming: IncomingMessage, limit: number): Promise<Uint8Array | undefined> {
  if (Number(incoming.headers['content-length'] ?? 0) > limit) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (done: () => void) => {
      incoming.off('data', onData).off('end', onEnd).off('error', onClose).off('close', onClose);
      done();
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else settle(() => resolve(undefined));
    };
    const onEnd = () => settle(() => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
    const onClose = () =>
      settle(() => reject(new Failure('serialization', { reason: 'The request body ended early.' })));
    incoming.on('data', onData).on('end', onEnd).on('error', onClose).on('close', onClose);
    if (incoming.destroyed) onClose();
  });
}

const fromRequest = (request: Request): WireRequest => {
  const { host, pathname, search } = new URL(request.url);
  return {
    method: request.method,
    rawTarget: pathname + search,
    remoteAddress: undefined,
    rawHeaders: () => (request.headers.has('host') ? [...request.headers] : [['host', host], ...request.headers]),
    header: (name) => request.headers.get(name) ?? undefined,
    async body(limit) {
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of request.body ?? []) {
        size += chunk.length;
        if (size > limit) return undefined;
        chunks.push(chunk);
      }
      return Buffer.concat(chunks);
    },
  };
};
