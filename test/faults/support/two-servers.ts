import assert from 'node:assert/strict';
import type { engines } from '../../support/engines.ts';
import { startCenote, temporaryFolder } from './cenote.ts';
import { clientOf, Refused, type Client } from './client.ts';
import { inspect, type Inspector } from './inspect.ts';
import { makePlace, type Place } from './place.ts';

/** Clients with connections of their own, half of them at each server. */
const clients = 24;

/** Two server processes on one database, and a crowd that calls them. */
export interface TwoServers extends AsyncDisposable {
  readonly one: Client;
  readonly other: Client;
  readonly place: Place;
  readonly inspector: Inspector;
  /** What both have logged. */
  log(): string;
  /** The same call by every client at the same moment. */
  all<T>(call: (client: Client) => Promise<T>): Promise<PromiseSettledResult<T>[]>;
}

/** Starts both at the same moment, so that both make the schema, the keys and the root key. */
export async function twoServers(open: (typeof engines)[keyof typeof engines]): Promise<TwoServers> {
  const folder = await temporaryFolder();
  const database = await open();
  const url = 'url' in database.options ? database.options.url : undefined;
  const options = { data: folder.path, settings: { ...(url && { CENOTE_DATABASE_URL: url }) } };
  const servers = await Promise.all([startCenote(options), startCenote(options)]);
  const crowd = await Promise.all(
    Array.from({ length: clients }, (_, index) => clientOf(servers[index % 2]!.port, folder.path)),
  );
  const [one, other] = crowd as [Client, Client];
  const inspector = await inspect(folder.path, url);
  return {
    one,
    other,
    place: await makePlace(one),
    inspector,
    log: () => servers.map((server) => server.log()).join(''),
    all: (call) => Promise.allSettled(crowd.map(call)),
    async [Symbol.asyncDispose]() {
      for (const client of crowd) client.close();
      await inspector[Symbol.asyncDispose]();
      await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
      await database[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** The answers that were granted. Every other one has to be a refusal with one of these codes. */
export function granted<T>(outcomes: readonly PromiseSettledResult<T>[], ...refusals: readonly string[]): T[] {
  return outcomes.flatMap((outcome) => {
    if (outcome.status === 'fulfilled') return [outcome.value];
    const { reason } = outcome as { reason: unknown };
    assert.ok(reason instanceof Refused && refusals.includes(reason.code), String(reason));
    return [];
  });
}

/** The one answer that was granted. */
export function onlyOne<T>(outcomes: readonly PromiseSettledResult<T>[], ...refusals: readonly string[]): T {
  const answers = granted(outcomes, ...refusals);
  assert.equal(answers.length, 1);
  return answers[0] as T;
}
