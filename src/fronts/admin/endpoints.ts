import { Failure } from '#domain/failures.ts';
import type { AdminApi } from '#operations/admin/apis.ts';
import type { Call, Services } from '#operations/operation.ts';

/** One operation, ready to be called. */
export interface Endpoint {
  /** As IAM policies write it: `cenote:FindIdentities`. */
  readonly action: string;
  /** @throws Failure `validation` for a member that there is not, and whatever the operation throws */
  readonly run: (input: Readonly<Record<string, unknown>>, services: Services, call: Call) => Promise<object>;
}

/** The operations by what stands in the path: `find-identities`. */
export function endpointsOf(apis: readonly AdminApi[]): ReadonlyMap<string, Endpoint> {
  return new Map(
    apis.flatMap((api) => Object.keys(api.operations).map((name) => [kebab(name), endpointOf(api, name)] as const)),
  );
}

const kebab = (name: string): string => name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();

function endpointOf({ model, operations }: AdminApi, name: string): Endpoint {
  const { members } = model.shapes[model.operations[name]?.input ?? ''] ?? {};
  const operation = operations[name];
  if (!operation || !members) throw new TypeError(`${name} is not in the contract`);
  return {
    action: `${model.service}:${name}`,
    async run(input, services, call) {
      refuseUnknown(name, Object.keys(members), input);
      return operation(input as never, services, call);
    },
  };
}

/** AWS's services drop members that they do not know. Here one would be a question that is not answered. */
function refuseUnknown(name: string, members: readonly string[], input: object): void {
  const unknown = Object.keys(input).find((member) => !members.includes(member));
  if (unknown === undefined) return;
  const shown = /^\w{1,100}$/.test(unknown) ? ` ${unknown}` : ' of that name';
  throw new Failure('validation', { reason: `${name} has no member${shown}. It has ${members.join(', ')}.` });
}
