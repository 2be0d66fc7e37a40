import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { suite, test } from 'node:test';
import { engines } from '../support/engines.ts';
import { startCenote, temporaryFolder } from './support/cenote.ts';
import { clientOf, Refused, type Client } from './support/client.ts';
import type { Reach } from './support/exactly-once.ts';
import { contradictionsIn, inspect } from './support/inspect.ts';
import { liveByInvitation, liveBySignUp, newPerson, type Person } from './support/person.ts';
import { makePlace, type Place } from './support/place.ts';
import { assertCounted, assertPasswords, assertRemembered, assertSpent } from './support/promises.ts';

const kills = 10;
const writers = 8;
/** Writes that are acknowledged between two kills. */
const fewest = 3;
const most = 60;

/** A server that changes, as those who call it see it: each waits for the next one when it is gone. */
function succession() {
  let next = Promise.withResolvers<Client>();
  let written = 0;
  let lost = 0;
  let wanted: { count: number; reached: () => void } | undefined;
  const reach: Reach = {
    server: () => next.promise,
    acknowledged() {
      if (++written === wanted?.count) wanted.reached();
    },
    lost: () => void lost++,
  };
  return {
    reach,
    counts: () => ({ written, lost }),
    open: (server: Client) => next.resolve(server),
    close: () => (next = Promise.withResolvers()),
    /** Until so many more writes are acknowledged. */
    more: (count: number) => new Promise<void>((resolve) => (wanted = { count: written + count, reached: resolve })),
  };
}

/** One life after the other, until it is enough. */
async function live(reach: Reach, place: Place, people: Person[], enough: () => boolean): Promise<void> {
  while (!enough()) {
    const person = newPerson();
    people.push(person);
    try {
      const kind = people.length % 3;
      await (kind === 0 ? liveByInvitation(reach, place, person) : liveBySignUp(reach, place, person, kind === 1));
    } catch (error) {
      // Repeating what was lost may use up the attempts that one user has in an hour.
      if (!(error instanceof Refused && error.code === 'LimitExceededException')) throw error;
    }
  }
}

suite('a server that is killed again and again while people write', { concurrency: true }, () => {
  for (const [name, open] of Object.entries(engines)) {
    test(`loses nothing acknowledged on ${name}, leaves nothing half-written, and starts clean`, async () => {
      await using folder = await temporaryFolder();
      await using database = await open();
      const url = 'url' in database.options ? database.options.url : undefined;
      const settings = { ...(url && { CENOTE_DATABASE_URL: url }) };
      const options = { data: folder.path, settings };
      const people: Person[] = [];
      const { reach, counts, open: serve, close, more } = succession();

      let server = await startCenote(options);
      let client = await clientOf(server.port, folder.path);
      const place = await makePlace(client);
      await using inspector = await inspect(folder.path, url);
      let enough = false;
      const lives = Promise.all(Array.from({ length: writers }, () => live(reach, place, people, () => enough)));
      const failed = lives.then(() => new Promise<never>(() => undefined));
      failed.catch(() => undefined); // it is told by whoever waits for it
      try {
        for (let kill = 0; kill < kills; kill++) {
          const reached = more(randomInt(fewest, most));
          serve(client);
          await Promise.race([reached, failed]);
          close();
          await server.end('SIGKILL');
          client.close();
          assert.equal(server.log(), '', 'nothing went wrong and nothing was mended');
          server = await startCenote(options);
          client = await clientOf(server.port, folder.path);
          assert.deepEqual(await contradictionsIn(inspector), []);
          await assertRemembered(client, place, people);
        }
        enough = true;
        serve(client);
        await lives;
        assert.equal(server.log(), '', 'nothing went wrong and nothing was mended');
        assert.ok(counts().lost > 0, 'some kill came while requests were under way');
        assert.deepEqual(await contradictionsIn(inspector), []);
        await assertRemembered(client, place, people);
        await assertCounted(inspector, people);
        await assertSpent(client, place, people);
        await assertPasswords(client, place, people);
      } finally {
        close();
        client.close();
        await server[Symbol.asyncDispose]();
      }
    });
  }
});
