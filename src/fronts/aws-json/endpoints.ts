import { type AuthKind, type JsonServiceModel, shapeOf } from '#contract/model.ts';
import { serializerOf } from '#contract/serialize.ts';
import { validatorOf } from '#contract/validate.ts';
import { Failure } from '#domain/failures.ts';
import type { Call } from '#operations/operation.ts';

/** An operation of any input; each gets its own kind, for its validator made it. */
export type Operation<Services> = (input: never, services: Services, call: Call) => Promise<object>;
export type Operations<Services> = Readonly<Record<string, Operation<Services> | undefined>>;

/** A service reached by X-Amz-Target: its constraint table and those of its operations that are built. */
export interface Api<Services> {
  readonly model: JsonServiceModel;
  /** Or how to load them when the first of them is called. */
  readonly operations: Operations<Services> | (() => Promise<Operations<Services>>);
}

type Given = Readonly<Record<string, unknown>>;

/** One operation of one service, ready to be called. */
export interface Endpoint<Services> {
  readonly name: string;
  readonly model: JsonServiceModel;
  readonly auth: AuthKind;
  /** The input without the members that the operation does not know; nothing of it is held against the contract yet. */
  readonly read: (input: Given) => Given;
  /** Validates the input, runs the operation and gives back its answer as JSON text. */
  readonly run: (input: unknown, services: Services, call: Call) => Promise<string>;
}

/** Everything that can be asked for in X-Amz-Target. An endpoint is made when it is first asked for. */
export interface Endpoints<Services> {
  find(target: string | undefined, contentType: string | undefined): Endpoint<Services>;
}

export function endpointsOf<Services>(apis: readonly Api<Services>[]): Endpoints<Services> {
  const served = new Map(apis.map((api) => [api.model.target, api]));
  const made = new Map<string, Endpoint<Services>>();
  return {
    find(target = '', contentType = '') {
      if (!isAwsJson(contentType)) throw new Failure('unknownOperation', { reason: wrongType });
      let endpoint = made.get(target);
      if (!endpoint) {
        const dot = target.lastIndexOf('.');
        const api = served.get(target.slice(0, Math.max(dot, 0)));
        const name = target.slice(dot + 1);
        if (!api || !Object.hasOwn(api.model.operations, name))
          throw new Failure('unknownOperation', { reason: unknown(target) });
        made.set(target, (endpoint = endpointOf(api, name)));
      }
      return endpoint;
    },
  };
}

function endpointOf<Services>({ model, operations }: Api<Services>, name: string): Endpoint<Services> {
  const { auth = 'sigv4', input: shape = '' } = model.operations[name] ?? {};
  const members = Object.keys(shapeOf(model, shape).members ?? {});
  const validate = validatorOf(model, name);
  const serialize = serializerOf(model, name);
  return {
    name,
    model,
    auth,
    read: (input) =>
      Object.fromEntries(
        members.filter((member) => Object.hasOwn(input, member)).map((member) => [member, input[member]]),
      ),
    async run(input, services, call) {
      const built = typeof operations === 'function' ? await operations() : operations;
      const operation = Object.hasOwn(built, name) ? built[name] : undefined;
      if (!operation) throw new Failure('notBuilt', { operation: name });
      return serialize(await operation(validate(input) as never, services, call));
    },
  };
}

// application/x-amz-json-1.1 and, as AWS's services do, its predecessor; parameters such as a charset may follow.
const isAwsJson = (contentType: string): boolean => /^application\/x-amz-json-1\.[01]\s*(?:;|$)/i.test(contentType);

const wrongType = 'The Content-Type must be application/x-amz-json-1.1.';

function unknown(target: string): string {
  if (target === '') return 'The request names no operation: X-Amz-Target is missing.';
  return /^[\w.]{1,100}$/.test(target) ? `Unknown operation ${target}` : 'Unknown operation';
}
