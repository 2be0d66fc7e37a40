import type { AuthKind, QueryServiceModel } from '#contract/model.ts';
import { validatorOf } from '#contract/validate.ts';
import { Failure } from '#domain/failures.ts';
import type { Call } from '#operations/operation.ts';
import { inputOf } from './input.ts';
import type { Parameter } from './parameters.ts';
import { xmlSerializerOf } from './xml.ts';

/** An operation of any input; each gets its own kind, for its validator made it. */
export type Operation<Services> = (input: never, services: Services, call: Call) => Promise<object>;
export type Operations<Services> = Readonly<Record<string, Operation<Services> | undefined>>;

/** A service reached by its version: its constraint table and those of its operations that are built. */
export interface Api<Services> {
  readonly model: QueryServiceModel;
  /** Or how to load them when the first of them is called. */
  readonly operations: Operations<Services> | (() => Promise<Operations<Services>>);
}

/** One operation of one service, ready to be called. */
export interface Endpoint<Services> {
  readonly name: string;
  readonly model: QueryServiceModel;
  readonly auth: AuthKind;
  /** The input as the client meant it; nothing of it is held against the contract yet. */
  readonly read: (parameters: Parameter) => Readonly<Record<string, unknown>>;
  /** Validates the input, runs the operation and gives back its output as XML; undefined where it has none. */
  readonly run: (input: unknown, services: Services, call: Call) => Promise<string | undefined>;
}

export interface Endpoints<Services> {
  /** The service of that version; undefined for a version that none has. */
  api(version: string | undefined): Api<Services> | undefined;
  /** @throws Failure `missingAction`, `invalidAction` */
  find(action: string | undefined, version: string | undefined): Endpoint<Services>;
}

/** Everything that can be asked for by Action and Version. An endpoint is made when it is first asked for. */
export function endpointsOf<Services>(apis: readonly Api<Services>[]): Endpoints<Services> {
  const served = new Map(apis.map((api) => [api.model.apiVersion, api]));
  const made = new Map<string, Endpoint<Services>>();
  const api = (version = '') => served.get(version);
  return {
    api,
    find(action = '', version) {
      if (action === '') throw new Failure('missingAction');
      const found = api(version);
      if (!found || !Object.hasOwn(found.model.operations, action)) throw unknown(action, version);
      const id = `${found.model.service}:${action}`;
      let endpoint = made.get(id);
      if (!endpoint) made.set(id, (endpoint = endpointOf(found, action)));
      return endpoint;
    },
  };
}

function endpointOf<Services>({ model, operations }: Api<Services>, name: string): Endpoint<Services> {
  const { auth = 'sigv4', input = '', output = null } = model.operations[name] ?? {};
  const validate = validatorOf(model, name);
  const serialize = output === null ? () => undefined : xmlSerializerOf(model, output);
  return {
    name,
    model,
    auth,
    read: (parameters) => inputOf(model, input, parameters),
    async run(given, services, call) {
      const built = typeof operations === 'function' ? await operations() : operations;
      const operation = Object.hasOwn(built, name) ? built[name] : undefined;
      if (!operation) throw new Failure('notBuilt', { operation: name });
      return serialize(await operation(validate(given) as never, services, call));
    },
  };
}

const unknown = (action: string, version = 'NO_VERSION_SPECIFIED') =>
  new Failure('invalidAction', { action: printable(action), version: printable(version) });

const printable = (name: string) => (/^[\w.-]{1,100}$/.test(name) ? name : 'given');
