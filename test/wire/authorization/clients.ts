import * as identityPools from '@aws-sdk/client-cognito-identity';
import * as userPools from '@aws-sdk/client-cognito-identity-provider';
import * as iam from '@aws-sdk/client-iam';
import * as sts from '@aws-sdk/client-sts';
import type { ServiceModel } from '#contract/model.ts';
import type { Keys } from '../sts/scene.ts';

/** One of the SDK's clients, whichever it is. */
export interface AnyClient {
  /** Calls the operation of that name, also with an input that its types would not let pass. */
  call(name: string, input: object): Promise<unknown>;
}

type Module = Readonly<Record<string, new (input: object) => object>>;
interface Sender {
  send(command: object): Promise<unknown>;
  destroy(): void;
}

/** A client for every service, all with the same key. */
export function clientsOf(
  endpoint: string,
  keys: Keys,
  region = 'us-east-1',
): Disposable & { of(model: ServiceModel): AnyClient } {
  const options = { endpoint, region, credentials: keys as Required<Keys>, maxAttempts: 1 };
  const made: Readonly<Record<string, readonly [Sender, object]>> = {
    'cognito-idp': [new userPools.CognitoIdentityProviderClient(options) as Sender, userPools],
    'cognito-identity': [new identityPools.CognitoIdentityClient(options) as Sender, identityPools],
    iam: [new iam.IAMClient(options) as Sender, iam],
    sts: [new sts.STSClient(options) as Sender, sts],
  };
  return {
    of: ({ service }) => ({
      async call(name, input) {
        const [client, module] = made[service]!;
        const Command = (module as Module)[`${name}Command`]!;
        return client.send(new Command(input));
      },
    }),
    [Symbol.dispose]() {
      for (const [client] of Object.values(made)) client.destroy();
    },
  };
}

/** How a call failed: the error's code, the answer's status, and its text. Nothing of it where it did not. */
export async function codeOf(call: Promise<unknown>): Promise<readonly unknown[]> {
  try {
    await call;
    return [];
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return [name, $metadata?.httpStatusCode, message];
  }
}
