import type { Failure } from '#domain/failures.ts';

const json = 'application/x-amz-json-1.1';

/** What a browser may send and read across origins. No credentials: the API has no cookies. */
const crossOrigin = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
};

/** The answer to a browser that asks whether it may call. */
export const preflight = (requestId: string): Response =>
  new Response(null, {
    status: 200,
    headers: {
      ...crossOrigin,
      'access-control-allow-methods': 'POST, OPTIONS',
      'access-control-allow-headers':
        'authorization,cache-control,content-type,x-amz-target,x-amz-date,x-amz-security-token,x-amz-user-agent,x-amz-content-sha256,amz-sdk-invocation-id,amz-sdk-request,x-amzn-trace-id',
      'access-control-max-age': '172800',
      'x-amzn-requestid': requestId,
    },
  });

export const succeeded = (body: string, requestId: string): Response =>
  new Response(body, { headers: { 'content-type': json, 'x-amzn-requestid': requestId, ...crossOrigin } });

/** A failure in AWS's form: code and message in the body, and again in headers for clients that look there. */
export const failed = (
  { code, message, failure }: Failure,
  requestId: string,
  status = statusOf({ failure, code }),
): Response =>
  new Response(JSON.stringify({ __type: code, message }), {
    status,
    headers: {
      'content-type': json,
      'x-amzn-requestid': requestId,
      'x-amzn-errortype': `${code}:`,
      'x-amzn-errormessage': headerText(message),
      ...crossOrigin,
      ...(status === 405 ? { allow: 'POST, OPTIONS' } : {}),
    },
  });

const serverFaults = new Set<string>(['InternalErrorException', 'InternalServerException']);

/** 400 for whatever the client can mend, 500 for the rest; a body that is too large has a status of its own. */
export const statusOf = ({ failure, code }: Pick<Failure, 'failure' | 'code'>): number =>
  failure === 'requestTooLarge' ? 413 : serverFaults.has(code) ? 500 : 400;

const longestHeader = 1024;

/** A header holds one line of visible ASCII; anything else in a message is shown as a question mark. */
const headerText = (message: string): string =>
  message
    .slice(0, longestHeader)
    .replace(/[\r\n\t]+/g, ' ')
    .replace(/[^ -~]/g, '?')
    .trim();
