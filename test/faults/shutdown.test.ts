import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { suite, test } from 'node:test';
import { startCenote } from './support/cenote.ts';
import { clientOf, NoAnswer } from './support/client.ts';
import { signUpOf } from './support/place.ts';
import { serving } from './support/serving.ts';

const requests = 24;
const names = Array.from({ length: requests }, (_, index) => `user-${index}@example.com`);

suite('a server that is told to stop', { concurrency: true }, () => {
  test('answers everything that is under way, ends with 0, and frees port and data', async () => {
    await using here = await serving();
    const { data, server, client, place } = here;
    // The connections are there already; what comes after the signal on new ones is not under way.
    await Promise.all(names.map(() => client.get('/healthz')));
    const answers = Promise.all(names.map((name) => client.call('SignUp', signUpOf(place, name))));
    // Whatever was sent before this one has arrived before it.
    await client.get('/healthz');
    const code = server.end('SIGTERM');
    assert.equal((await answers).length, requests);
    assert.equal(await code, 0);
    assert.equal(server.log(), 'Stopping: finishing what is in flight …\n');
    await assert.rejects(client.get('/readyz'), NoAnswer);

    const port = createServer().listen(server.port, '127.0.0.1');
    await once(port, 'listening');
    port.close();
    await using next = await startCenote({ data });
    const after = await clientOf(next.port, data);
    const { UserPool } = await after.call('DescribeUserPool', { UserPoolId: place.poolId });
    assert.equal(UserPool?.EstimatedNumberOfUsers, requests);
    after.close();
  });

  test('does not wait for connections on which nothing is asked', async () => {
    await using here = await serving();
    await Promise.all(names.map(() => here.client.get('/healthz')));
    assert.equal(await here.server.end('SIGTERM'), 0);
  });
});
