import type { Context } from 'hono';
import { sha256Hex } from '#crypto/digests.ts';
import { splitTarget } from '#crypto/sigv4/request.ts';
import { Failure } from '#domain/failures.ts';
import type { Call } from '#operations/operation.ts';
import type { Authenticate, Signer } from '../sigv4/authenticate.ts';
import type { Authorize } from '../sigv4/authorize.ts';
import { type WireRequest, wireRequest } from '../sigv4/wire-request.ts';
import { failed, preflight, succeeded } from './answers.ts';
import { type Api, type Endpoint, endpointsOf } from './endpoints.ts';
import { parametersOf, valueOf } from './parameters.ts';

export interface AwsQueryOptions<Services> {
  readonly apis: readonly Api<Services>[];
  /** Given to every operation. */
  readonly services: Services;
  readonly authenticate: Authenticate;
  readonly authorize: Authorize;
  /** For what carries no region itself. */
  readonly defaultRegion: string;
  readonly newRequestId: () => string;
  /** Bytes of a request's body; 1 MiB unless given. */
  readonly bodyLimit?: number;
  /** Where a request comes from; the socket's address unless given (behind a proxy, say). */
  readonly sourceIp?: (request: WireRequest) => string | undefined;
  readonly log: { error(details: object, message: string): void };
}

/**
 * One endpoint speaking AWS Query: `Action`, `Version` and the input as a form or a query string, XML out. In this order:
 * which operation, who signed, whether they may, whether the input keeps the contract; then the operation. Knows no
 * operation by name.
 */
export function awsQueryFront<Services>(options: AwsQueryOptions<Services>): (context: Context) => Promise<Response> {
  const { authenticate, authorize, services, log, newRequestId, defaultRegion } = options;
  const { bodyLimit = 1_048_576, sourceIp = ({ remoteAddress }) => remoteAddress } = options;
  const endpoints = endpointsOf(options.apis);

  async function signerOf({ model, auth }: Endpoint<Services>, request: WireRequest, body: Uint8Array) {
    if (auth !== 'sigv4') return undefined;
    const { method, rawTarget } = request;
    return authenticate({
      method,
      rawTarget,
      rawHeaders: request.rawHeaders(),
      bodySha256: sha256Hex(body),
      service: model.service,
      mustSign: [],
      presigned: true,
    });
  }

  const callOf = (request: WireRequest, requestId: string, signer: Signer | undefined): Call => ({
    requestId,
    region: signer?.region ?? defaultRegion,
    principal: signer?.principal,
    sourceIp: sourceIp(request),
    userAgent: request.header('user-agent') ?? request.header('x-amz-user-agent'),
  });

  /** Answers, and says of which service a failure is as soon as that is known. */
  async function answer(request: WireRequest, requestId: string, belongs: (xmlNamespace: string) => void) {
    const { method } = request;
    if (method !== 'POST' && method !== 'GET') {
      throw new Failure('malformedQueryString', { reason: 'Operations are called with POST or GET.' });
    }
    const body = await request.body(method === 'POST' ? bodyLimit : 0);
    if (!body) throw new Failure('requestTooLarge', { limit: bodyLimit });
    const parameters = parametersOf(splitTarget(request.rawTarget).query, body);
    const [action, version] = [valueOf(parameters, 'Action'), valueOf(parameters, 'Version')];
    belongs(endpoints.api(version)?.model.xmlNamespace ?? '');
    const endpoint = endpoints.find(action, version);
    const { model, name } = endpoint;
    const signer = await signerOf(endpoint, request, body);
    const input = endpoint.read(parameters);
    const call = callOf(request, requestId, signer);
    if (signer) await authorize({ action: `${model.service}:${name}`, input, call });
    return succeeded(name, model.xmlNamespace, await endpoint.run(input, services, call), requestId);
  }

  return async (context) => {
    const requestId = newRequestId();
    const request = wireRequest(context);
    if (request.method === 'OPTIONS') return preflight(requestId);
    let xmlNamespace: string | undefined;
    try {
      return await answer(request, requestId, (known) => (xmlNamespace = known || undefined));
    } catch (error) {
      if (error instanceof Failure) return failed(error, requestId, xmlNamespace);
      log.error({ requestId, error }, 'an operation failed');
      return failed(new Failure('internal'), requestId, xmlNamespace);
    }
  };
}

/** Whether a request at `/` speaks AWS Query: a form, or a query string that names an operation. */
export function speaksQuery(context: Context): boolean {
  const { method } = context.req;
  if (context.req.header('x-amz-target') !== undefined) return false;
  if (method === 'GET' || method === 'HEAD') return /[?&]Action=/.test(context.req.url);
  return /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(context.req.header('content-type') ?? '');
}
