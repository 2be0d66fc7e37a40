import type { Failure } from '#domain/failures.ts';
import { statusOf } from '../aws-json/answers.ts';

/** For programs and for a console of the same origin: nothing that lets a page of another one in. */
const headers = (requestId: string): Record<string, string> => ({
  'content-type': 'application/json',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-amzn-requestid': requestId,
});

/** @param answer dates in it are written as ISO 8601 has them */
export const succeeded = (answer: object, requestId: string): Response =>
  new Response(JSON.stringify(answer), { headers: headers(requestId) });

/** A failure in the form of AWS JSON. */
export const failed = ({ code, message, failure }: Failure, requestId: string, status?: number): Response =>
  new Response(JSON.stringify({ __type: code, message }), {
    status: status ?? statusOf({ failure, code }),
    headers: {
      ...headers(requestId),
      'x-amzn-errortype': code,
      ...(status === 405 && { allow: 'POST' }),
    },
  });
