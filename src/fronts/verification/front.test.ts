import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { suite, test } from 'node:test';
import {
  byMail,
  hiding,
  otherThan,
  signUp,
  storedUser,
  type ClientInput,
  type PoolInput,
} from '../../../test/support/people.ts';
import { openWorld } from '../../../test/support/world.ts';
import { verificationFront } from './front.ts';

const byLink: PoolInput = { ...byMail, VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK' } };

/** Ada, signed up, and the link that was sent to her. */
async function withLink(pool: PoolInput = byLink, client: ClientInput = {}) {
  const world = await openWorld();
  const place = await world.pool(pool, client);
  const sub = await signUp(world, place, 'ada', { email: 'ada@example.com' });
  const [message] = await world.outbox();
  const link = new URL(message!.link!);
  const app = verificationFront(world.services);
  const open = async (change: Record<string, string> = {}, path = link.pathname, method = 'GET') => {
    const url = new URL(link);
    for (const [name, value] of Object.entries(change)) url.searchParams.set(name, value);
    const response = await app.request(`${path}${url.search}`, { method });
    return { response, text: await response.text() };
  };
  const status = async () => (await storedUser(world, place, sub)).status;
  return {
    world,
    place,
    code: message!.code!,
    open,
    status,
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

suite('the confirmation link', () => {
  test('with a wrong code, user, client or pool it says so kindly and confirms nobody', async () => {
    await using ada = await withLink();
    const other = await ada.world.pool(byLink);
    const changes: Record<string, string>[] = [
      { confirmation_code: otherThan(ada.code) },
      { user_name: 'nobody' },
      { client_id: 'nobody' },
      { client_id: other.clientId },
      { confirmation_code: '' },
      { user_name: 'x'.repeat(5_000) },
    ];
    for (const change of changes) {
      const { response, text } = await ada.open(change);
      assert.ok(response.status >= 400 && response.status < 500, JSON.stringify(change));
      assert.match(text, /<h1>This link /);
    }
    assert.equal((await ada.open({}, '/us-east-1_nothing/confirmUser')).response.status, 400);
    assert.equal(await ada.status(), 'UNCONFIRMED');
  });

  test('after a day it does not work any more', async () => {
    await using ada = await withLink();
    ada.world.clock.advance(24 * 3_600_000);
    const { response, text } = await ada.open();
    assert.equal(response.status, 410);
    assert.match(text, /ask for a new link/);
    assert.equal(await ada.status(), 'UNCONFIRMED');
  });

  test('a scanner that only asks for the head confirms nobody', async () => {
    await using ada = await withLink();
    assert.equal((await ada.open({}, undefined, 'HEAD')).response.status, 200);
    assert.equal(await ada.status(), 'UNCONFIRMED');
  });

  test('what stands in the address does not become markup', async () => {
    await using ada = await withLink();
    const { text } = await ada.open({ user_name: '<script>alert(1)</script>' });
    assert.doesNotMatch(text, /<script/);
  });

  test('opened a second time it says that the account is confirmed, also where the client hides users', async () => {
    await using ada = await withLink(byLink, hiding);
    await ada.open();
    const { response, text } = await ada.open();
    assert.equal(response.status, 409);
    assert.match(text, /confirmed already/);
  });

  test('opened in time it confirms, with and without a slash, in either spelling', async () => {
    for (const ending of ['confirmUser', 'confirmUser/', 'confirmuser']) {
      await using ada = await withLink();
      const { response, text } = await ada.open({}, `/${ada.place.poolId}/${ending}`);
      assert.equal(response.status, 200);
      assert.match(text, /<h1>Your account is confirmed<\/h1>/);
      assert.equal(await ada.status(), 'CONFIRMED');
    }
  });

  test('a client with a secret, which no link could carry, is confirmed all the same', async () => {
    await using ada = await withLink(byLink, { GenerateSecret: true });
    assert.equal((await ada.open()).response.status, 200);
    assert.equal(await ada.status(), 'CONFIRMED');
  });

  test('the page loads nothing, runs nothing, and tells its address to nobody', async () => {
    await using ada = await withLink();
    const { response, text } = await ada.open();
    const policy = response.headers.get('content-security-policy') ?? '';
    const style = /<style>([^]*)<\/style>/.exec(text)?.[1] ?? '';
    assert.ok(policy.startsWith("default-src 'none'"));
    assert.ok(policy.includes(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`));
    assert.doesNotMatch(text, /<script|https?:|style="/);
    assert.equal(response.headers.get('referrer-policy'), 'no-referrer');
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.match(text, /<html lang="en">/);
    assert.match(text, /name="viewport"/);
  });
});
