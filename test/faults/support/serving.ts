import { startCenote, temporaryFolder, type Cenote, type CenoteOptions } from './cenote.ts';
import { clientOf, type Client } from './client.ts';
import { makePlace, type Place } from './place.ts';

/** A server with a pool and somebody who calls it. */
export interface Serving extends AsyncDisposable {
  readonly data: string;
  readonly server: Cenote;
  readonly client: Client;
  readonly place: Place;
}

/** Starts a server on an empty data folder and makes a pool there. Disposing of it removes everything. */
export async function serving(settings: CenoteOptions['settings'] = {}): Promise<Serving> {
  const folder = await temporaryFolder();
  const server = await startCenote({ data: folder.path, settings });
  const client = await clientOf(server.port, folder.path);
  return {
    data: folder.path,
    server,
    client,
    place: await makePlace(client),
    async [Symbol.asyncDispose]() {
      client.close();
      await server[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}
