import type { Context } from 'hono';
import { sha256Hex } from '#crypto/digests.ts';
import { Failure } from '#domain/failures.ts';
import type { AdminApi } from '#operations/admin/apis.ts';
import type { Services } from '#operations/operation.ts';
import { parseBody } from '../json/parse-body.ts';
import type { Authenticate } from '../sigv4/authenticate.ts';
import type { Authorize } from '../sigv4/authorize.ts';
import { type WireRequest, wireRequest } from '../sigv4/wire-request.ts';
import { failed, succeeded } from './answers.ts';
import { type Endpoint, endpointsOf } from './endpoints.ts';

export interface AdminOptions {
  readonly apis: readonly AdminApi[];
  /** Given to every operation. */
  readonly services: Services;
  readonly authenticate: Authenticate;
  readonly authorize: Authorize;
  readonly newRequestId: () => string;
  /** Bytes of a request's body; 1 MiB unless given. */
  readonly bodyLimit?: number;
  /** Where a request comes from; the socket's address unless given (behind a proxy, say). */
  readonly sourceIp?: (request: WireRequest) => string | undefined;
  readonly log: { error(details: object, message: string): void };
}

/** The name under which requests are signed. */
const service = 'cenote';

/** Where the API stands; the operation's name comes after it. */
export const adminPath = '/admin/:operation';

/**
 * Cenote's own API: `POST /admin/<operation>`, JSON in and out, signed by Signature Version 4. As everywhere: who signed,
 * whether they may, whether the input keeps the contract; then the operation. Knows no operation by name.
 */
export function adminFront(options: AdminOptions): (context: Context) => Promise<Response> {
  const { services, authenticate, authorize, log, newRequestId } = options;
  const { bodyLimit = 1_048_576, sourceIp = ({ remoteAddress }) => remoteAddress } = options;
  const endpoints = endpointsOf(options.apis);

  async function answer(endpoint: Endpoint, request: WireRequest, requestId: string): Promise<Response> {
    if (!isJson(request.header('content-type'))) throw new Failure('unknownOperation', { reason: wrongType });
    const body = await request.body(bodyLimit);
    if (!body) throw new Failure('requestTooLarge', { limit: bodyLimit });
    const { method, rawTarget } = request;
    const signed = { method, rawTarget, rawHeaders: request.rawHeaders(), bodySha256: sha256Hex(body) };
    // What is asked for stands in path and body, which every signature covers. No header changes it.
    const { principal, region } = await authenticate({ ...signed, service, mustSign: [] });
    const input = parseBody(body);
    const userAgent = request.header('user-agent');
    const call = { requestId, region, principal, sourceIp: sourceIp(request), userAgent };
    await authorize({ action: endpoint.action, input, call });
    return succeeded(await endpoint.run(input, services, call), requestId);
  }

  return async (context) => {
    const requestId = newRequestId();
    const request = wireRequest(context);
    if (request.method !== 'POST') return failed(new Failure('unknownOperation', { reason: onlyPost }), requestId, 405);
    try {
      const endpoint = endpoints.get(context.req.param('operation') ?? '');
      if (!endpoint) throw new Failure('unknownOperation', { reason: `Unknown operation. ${known(endpoints)}` });
      return await answer(endpoint, request, requestId);
    } catch (error) {
      if (error instanceof Failure) return failed(error, requestId);
      log.error({ requestId, path: context.req.path, error }, 'an operation failed');
      return failed(new Failure('internal'), requestId);
    }
  };
}

const onlyPost = 'Operations are called with POST.';
const wrongType = 'The Content-Type must be application/json.';
const isJson = (type = ''): boolean => /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i.test(type);
const known = (endpoints: ReadonlyMap<string, unknown>): string =>
  `There are ${[...endpoints.keys()].map((name) => `/admin/${name}`).join(', ')}.`;
