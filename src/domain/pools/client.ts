import { flowsOf, type Flow } from './client-flows.ts';
import { lifetimesOf, type Lifetimes } from './client-lifetimes.ts';
import type { ClientSettings } from './client-settings.ts';

export type { Flow } from './client-flows.ts';

export interface ClientSecret {
  readonly id: string;
  readonly value: string;
  readonly createdAt: number;
}

/** What is stored of an app client. */
export interface ClientRecord {
  readonly id: string;
  readonly poolId: string;
  readonly name: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly settings: ClientSettings;
  /** None for a public client; two while a secret is being replaced. */
  readonly secrets: readonly ClientSecret[];
}

/** An app client ready for use. Durations are milliseconds. */
export interface Client extends ClientRecord {
  readonly flows: ReadonlySet<Flow>;
  readonly lifetimes: Lifetimes;
  /** The attributes the client may read; undefined means all. */
  readonly readable: ReadonlySet<string> | undefined;
  /** The attributes the client may write; undefined means all. */
  readonly writable: ReadonlySet<string> | undefined;
  readonly hidesUnknownUsers: boolean;
  readonly revocable: boolean;
  readonly rotation: { readonly enabled: boolean; readonly gracePeriod: number };
}

/** Works out once what requests ask of an app client again and again. */
export function clientFrom(record: ClientRecord): Client {
  const { settings } = record;
  return Object.freeze({
    ...record,
    flows: flowsOf(settings.ExplicitAuthFlows),
    lifetimes: lifetimesOf(settings),
    readable: settings.ReadAttributes?.length ? new Set(settings.ReadAttributes) : undefined,
    writable: settings.WriteAttributes?.length ? new Set(settings.WriteAttributes) : undefined,
    hidesUnknownUsers: settings.PreventUserExistenceErrors === 'ENABLED',
    revocable: settings.EnableTokenRevocation ?? true,
    rotation: {
      enabled: settings.RefreshTokenRotation?.Feature === 'ENABLED',
      gracePeriod: (settings.RefreshTokenRotation?.RetryGracePeriodSeconds ?? 0) * 1_000,
    },
  });
}
