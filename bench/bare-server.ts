import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/*
 * The least that an HTTP exchange costs: `node:http` reads a request to its end and answers a text of a given length.
 * Told by message how long; says on which port it listens.
 */
let text = '';

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    Buffer.concat(chunks);
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1', 'content-length': text.length });
    response.end(text);
  });
});

process.on('message', ({ length }: { length: number }) => {
  text = 'x'.repeat(length);
  process.send?.({ length });
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
