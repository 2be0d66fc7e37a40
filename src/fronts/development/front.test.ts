import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { byMail, signUp } from '../../../test/support/people.ts';
import { openWorld } from '../../../test/support/world.ts';
import type { ShownMessage } from './outbox.ts';
import { developmentFront } from './front.ts';

/** The development front of a world, with a clock that can be moved, reached as a script reaches it. */
async function development() {
  const world = await openWorld();
  let ahead = 0;
  const clock = {
    now: () => world.clock.now() + ahead,
    ahead: () => ahead,
    advance: (milliseconds: number) => void (ahead += milliseconds),
    reset: () => void (ahead = 0),
  };
  const app = developmentFront({ messages: world.store.messages, clock, publicUrl: 'https://id.example.com' });
  const ask = (path: string, init: RequestInit & { headers?: Record<string, string> } = {}) =>
    app.request(path, { ...init, headers: { host: 'localhost:9229', ...init.headers } });
  const outbox = async (query: string): Promise<ShownMessage[]> =>
    ((await (await ask(`/_cenote/outbox?${query}`)).json()) as { messages: ShownMessage[] }).messages;
  const move = (order: unknown) => ask('/_cenote/clock', { method: 'PUT', body: JSON.stringify(order) });
  return { world, clock, ask, outbox, move, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
}

suite('the development helpers', () => {
  test('answer nobody who comes from elsewhere', async () => {
    await using dev = await development();
    const elsewhere: Record<string, string>[] = [
      { host: 'evil.example' },
      { host: 'evil.example:9229' },
      { host: '127.0.0.1.evil.example' },
      { host: '' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://localhost:3000' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of elsewhere) {
      const refused = await dev.ask('/_cenote/outbox', { headers });
      assert.equal(refused.status, 403, JSON.stringify(headers));
      assert.equal(refused.headers.get('access-control-allow-origin'), null);
    }
    assert.equal(
      (await dev.ask('/_cenote/clock', { method: 'PUT', body: '{}', headers: { origin: 'https://evil.example' } }))
        .status,
      403,
    );
  });

  test('answer this machine and the server’s own name', async () => {
    await using dev = await development();
    for (const host of ['localhost', '127.0.0.1:9229', '[::1]:9229', 'app.localhost:9229', 'id.example.com']) {
      assert.equal((await dev.ask('/_cenote/outbox', { headers: { host } })).status, 200, host);
    }
    const own = await dev.ask('/_cenote/outbox', {
      headers: { origin: 'http://localhost:9229', 'sec-fetch-site': 'same-origin' },
    });
    assert.equal(own.status, 200);
    assert.equal(own.headers.get('cache-control'), 'no-store');
  });
});

suite('the outbox', () => {
  test('a query that makes no sense is refused', async () => {
    await using dev = await development();
    for (const query of ['since=yesterday', 'wait=long', 'wait=-1', 'since=-5']) {
      assert.equal((await dev.ask(`/_cenote/outbox?${query}`)).status, 400, query);
    }
  });

  test('messages are listed newest first, and found by receiver, name, pool and time', async () => {
    await using dev = await development();
    const place = await dev.world.pool(byMail);
    const other = await dev.world.pool(byMail);
    await signUp(dev.world, place, 'ada');
    dev.world.clock.advance(1_000);
    const between = dev.world.clock.now();
    await signUp(dev.world, place, 'grace');
    await signUp(dev.world, other, 'ada');

    const all = await dev.outbox('');
    assert.deepEqual(
      all.map(({ to, userPoolId }) => [to, userPoolId]),
      [
        ['ada@example.com', other.poolId],
        ['grace@example.com', place.poolId],
        ['ada@example.com', place.poolId],
      ],
    );
    assert.deepEqual(
      (await dev.outbox(`to=grace%40example.com`)).map(({ username }) => username),
      ['grace'],
    );
    assert.equal((await dev.outbox('username=ada')).length, 2);
    assert.equal((await dev.outbox(`username=ada&pool=${place.poolId}`)).length, 1);
    assert.equal((await dev.outbox(`since=${between}`)).length, 2);
    const [{ code, body, ...message } = assert.fail()] = await dev.outbox('username=grace');
    assert.match(code!, /^\d{6}$/);
    assert.equal(body, `Your verification code is ${code}. `);
    assert.deepEqual(
      { ...message, id: undefined },
      {
        id: undefined,
        sentAt: between,
        channel: 'email',
        to: 'grace@example.com',
        username: 'grace',
        userPoolId: place.poolId,
        trigger: 'SignUp',
        subject: 'Your verification code',
        link: null,
      },
    );
  });

  test('who waits gets the first message as it comes, and nothing when none comes', async () => {
    await using dev = await development();
    const place = await dev.world.pool(byMail);
    assert.deepEqual(await dev.outbox('username=ada&wait=0.2'), []);
    const waiting = dev.outbox('username=ada&wait=30');
    await signUp(dev.world, place, 'ada');
    assert.equal((await waiting).length, 1);
  });

  test('more than a few dozen may not wait at once', async () => {
    await using dev = await development();
    const answers = await Promise.all(
      Array.from({ length: 70 }, () => dev.ask('/_cenote/outbox?username=nobody&wait=0.3')),
    );
    assert.equal(answers.filter(({ status }) => status === 429).length, 6);
    assert.equal((await dev.ask('/_cenote/outbox?wait=0.1')).status, 200, 'and afterwards there is room again');
  });
});

suite('the clock', () => {
  test('an order that makes no sense moves nothing', async () => {
    await using dev = await development();
    const orders = [
      undefined,
      null,
      'x',
      [],
      {},
      { advance: 3 },
      { advance: '3x' },
      { to: 'soon' },
      { reset: 'yes' },
      { advance: '1h', reset: true },
    ];
    for (const order of orders) assert.equal((await dev.move(order)).status, 400, JSON.stringify(order));
    assert.equal((await dev.move({ to: '2020-01-01T00:00:00Z' })).status, 400, 'not back');
    assert.equal((await dev.ask('/_cenote/clock', { method: 'PUT', body: 'x'.repeat(5_000) })).status, 413);
    assert.equal(dev.clock.ahead(), 0);
  });

  test('it is moved by a time or to a time, shown, and set back', async () => {
    await using dev = await development();
    const { now } = (await (await dev.move({ advance: '1h30m' })).json()) as { now: number };
    assert.equal(now, dev.world.clock.now() + 5_400_000);
    await dev.move({ to: '2027-01-01T00:00:00Z' });
    const shown = (await (await dev.ask('/_cenote/clock')).json()) as { iso: string };
    assert.equal(shown.iso, '2027-01-01T00:00:00.000Z');
    await dev.move({ reset: true });
    assert.equal(dev.clock.ahead(), 0);
  });
});
