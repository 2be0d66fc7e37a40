import type { Failure } from '#domain/failures.ts';
import { refusalOf } from './refusals.ts';
import { escapeXml } from './xml.ts';

/** What a browser may send and read across origins: Amplify assumes roles from there. No credentials, no cookies. */
const crossOrigin = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-amzn-RequestId,Date',
};

/** For what belongs to no service that is known. */
const noService = 'http://webservices.amazon.com/AWSFault/2005-15-09';

const answer = (body: string, requestId: string, status: number): Response =>
  new Response(body, {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId, ...crossOrigin },
  });

/**
 * The answer of an operation.
 * @param result its output's members as XML; undefined for one that has no output, `''` for one whose output is empty
 */
export function succeeded(
  operation: string,
  xmlNamespace: string,
  result: string | undefined,
  requestId: string,
): Response {
  const name = `${operation}Result`;
  const shown = result === undefined ? '' : result === '' ? `<${name}/>` : `<${name}>${result}</${name}>`;
  const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
  return answer(
    `<${operation}Response xmlns="${xmlNamespace}">${shown}${metadata}</${operation}Response>`,
    requestId,
    200,
  );
}

export function failed(failure: Failure, requestId: string, xmlNamespace = noService): Response {
  const { code, message, status } = refusalOf(failure);
  const type = status < 500 ? 'Sender' : 'Receiver';
  const error = `<Error><Type>${type}</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`;
  return answer(
    `<ErrorResponse xmlns="${xmlNamespace}">${error}<RequestId>${requestId}</RequestId></ErrorResponse>`,
    requestId,
    status,
  );
}

/** The answer to a browser that asks whether it may call. */
export const preflight = (requestId: string): Response =>
  new Response(null, {
    status: 200,
    headers: {
      ...crossOrigin,
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-allow-headers':
        'authorization,cache-control,content-type,x-amz-date,x-amz-security-token,x-amz-user-agent,x-amz-content-sha256,amz-sdk-invocation-id,amz-sdk-request,x-amzn-trace-id',
      'access-control-max-age': '172800',
      'x-amzn-requestid': requestId,
    },
  });
