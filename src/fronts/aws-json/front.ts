import type { Context } from 'hono';
import { sha256Hex } from '#crypto/digests.ts';
import { Failure } from '#domain/failures.ts';
import type { Authenticate, Signer } from '../sigv4/authenticate.ts';
import type { Authorize } from '../sigv4/authorize.ts';
import { type WireRequest, wireRequest } from '../sigv4/wire-request.ts';
import { parseBody } from '../json/parse-body.ts';
import type { Call } from '#operations/operation.ts';
import { failed, preflight, succeeded } from './answers.ts';
import { type Api, type Endpoint, endpointsOf } from './endpoints.ts';
import { regionNamed } from './region.ts';

export interface AwsJsonOptions<Services> {
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
 * One POST endpoint speaking AWS JSON 1.1: an operation's name in X-Amz-Target and its input as JSON. In this order: who
 * signed, whether they may, whether the input keeps the contract; then the operation. Knows no operation by name.
 */
export function awsJsonFront<Services>(options: AwsJsonOptions<Services>): (context: Context) => Promise<Response> {
  const { authenticate, authorize, services, log, newRequestId, defaultRegion } = options;
  const { bodyLimit = 1_048_576, sourceIp = ({ remoteAddress }) => remoteAddress } = options;
  const endpoints = endpointsOf(options.apis);

  async function signerOf(
    { model, auth }: Endpoint<Services>,
    request: WireRequest,
    body: Uint8Array,
  ): Promise<Signer | undefined> {
    const signed = request.header('authorization')?.startsWith('AWS4-') ?? false;
    if (auth !== 'sigv4' && (!signed || model.publicSignature === 'ignored')) return undefined;
    const { method, rawTarget } = request;
    const rawHeaders = request.rawHeaders();
    return authenticate({
      method,
      rawTarget,
      rawHeaders,
      bodySha256: sha256Hex(body),
      service: model.service,
      mustSign,
    });
  }

  async function answer(request: WireRequest, requestId: string): Promise<Response> {
    const endpoint = endpoints.find(request.header('x-amz-target'), request.header('content-type'));
    const body = await request.body(bodyLimit);
    if (!body) throw new Failure('requestTooLarge', { limit: bodyLimit });
    const signer = await signerOf(endpoint, request, body);
    // What the operation does not know must not decide whether the caller may: it would be asked about something else.
    const input = endpoint.read(parseBody(body));
    const call: Call = {
      requestId,
      region: signer?.region ?? regionNamed(input) ?? defaultRegion,
      principal: signer?.principal,
      sourceIp: sourceIp(request),
      userAgent: request.header('user-agent') ?? request.header('x-amz-user-agent'),
    };
    const { model, auth, name } = endpoint;
    if (auth === 'sigv4') await authorize({ action: `${model.service}:${name}`, input, call });
    return succeeded(await endpoint.run(input, services, call), requestId);
  }

  return async (context) => {
    const requestId = newRequestId();
    const request = wireRequest(context);
    if (request.method === 'OPTIONS') return preflight(requestId);
    if (request.method !== 'POST') return failed(new Failure('unknownOperation', { reason: onlyPost }), requestId, 405);
    try {
      return await answer(request, requestId);
    } catch (error) {
      if (error instanceof Failure) return failed(error, requestId);
      log.error({ requestId, target: request.header('x-amz-target'), error }, 'an operation failed');
      return failed(new Failure('internal'), requestId);
    }
  };
}

const mustSign = ['x-amz-target'];
const onlyPost = 'Operations are called with POST.';
