import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Message, QueuedMessage } from '#domain/messages/message.ts';
import { engines } from '../../../test/support/engines.ts';
import type { Outcome } from './mail-sender.ts';
import { outboxMessenger, type Sending } from './messenger.ts';
import type { MessengerEvent } from './messenger-event.ts';

const minute = 60_000;

/** A messenger over a real outbox, a mail server that answers as told, and a clock that stands still until it is moved. */
async function post(
  answer: (message: Message) => Outcome | Promise<Outcome>,
  senders: { email?: Sending; sms?: Sending } = {},
) {
  const opened = await engines.sqlite();
  const { messages } = opened.store;
  const sent: Message[] = [];
  const events: MessengerEvent[] = [];
  let now = 1_000;
  const sender = {
    async send(message: Message): Promise<Outcome> {
      const outcome = await answer(message);
      if ('sent' in outcome) sent.push(message);
      return outcome;
    },
    close: () => undefined,
  };
  const open = () =>
    outboxMessenger({
      messages,
      clock: { now: () => now },
      senders: { email: sender, sms: 'none', ...senders },
      report: (event) => void events.push(event),
      patience: 50,
      interval: 5,
    });
  const messenger = open();
  let count = 0;
  const queue = async (change: Partial<QueuedMessage> = {}): Promise<string> => {
    const id = `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`;
    await messages.insert({
      id,
      poolId: 'us-east-1_aBcDeFgHi',
      username: 'ada',
      channel: 'email',
      to: 'ada@example.com',
      trigger: 'SignUp',
      subject: 'Code',
      body: '123456',
      code: '123456',
      link: undefined,
      from: undefined,
      replyTo: undefined,
      createdAt: now,
      attempts: 0,
      sentAt: undefined,
      lastError: undefined,
      ...messenger.enter('email', now),
      ...change,
    });
    return id;
  };
  /** Waits until the message is in this state, for the background is at work. */
  const until = async (id: string, state: QueuedMessage['state']): Promise<QueuedMessage> => {
    for (let time = 0; time < 400; time++) {
      const message = await messages.find(id);
      if (message?.state === state) return message;
      await pause(5);
    }
    throw new Error(`The message never was ${state}: ${JSON.stringify(await messages.find(id))}`);
  };
  const advance = (milliseconds: number): void => void (now += milliseconds);
  return {
    ...{ messenger, messages, sent, events, queue, until, advance, open },
    async [Symbol.asyncDispose]() {
      await messenger.close();
      await opened[Symbol.asyncDispose]();
    },
  };
}

suite('the messenger', () => {
  test('a receiver refused for good fails the request, and the message is not tried again', async () => {
    await using mail = await post(() => ({ refused: '550 No such user' }));
    const id = await mail.queue();
    await assert.rejects(mail.messenger.dispatch(id), { code: 'CodeDeliveryFailureException' });
    const message = await mail.messages.find(id);
    assert.deepEqual([message?.state, message?.lastError], ['failed', '550 No such user']);
    assert.deepEqual(
      mail.events.map(({ what, messageId }) => [what, messageId]),
      [['refused', id]],
    );
  });

  test('a delayed message is no failure of the request, and is sent later', async () => {
    const answers: Outcome[] = [{ delayed: '450 Greylisted' }, { delayed: '450 Greylisted' }];
    await using mail = await post(() => answers.shift() ?? { sent: true });
    const id = await mail.queue();
    await mail.messenger.dispatch(id);
    assert.equal((await mail.messages.find(id))?.state, 'queued');
    assert.equal(mail.sent.length, 0);
    mail.advance(20_000);
    while (answers.length > 0) await pause(5);
    await pause(20);
    mail.advance(2 * minute);
    const message = await mail.until(id, 'sent');
    assert.equal(mail.sent.length, 1);
    assert.equal(message.lastError, undefined);
  });

  test('a message that is delayed again and again is given up', async () => {
    await using mail = await post(() => ({ delayed: 'Connection refused' }));
    const id = await mail.queue();
    await mail.messenger.dispatch(id);
    for (let time = 0; time < 200 && (await mail.messages.find(id))?.state === 'queued'; time++) {
      mail.advance(5 * 60 * minute);
      await pause(10);
    }
    assert.equal((await mail.until(id, 'failed')).lastError, 'Connection refused');
    assert.equal(mail.events.filter(({ what }) => what === 'delayed').length, 8);
    assert.equal(mail.events.at(-1)?.what, 'givenUp');
  });

  test('a slow mail server holds no answer up, and the message is sent once', async () => {
    const waiting = Promise.withResolvers<Outcome>();
    await using mail = await post(() => waiting.promise);
    const id = await mail.queue();
    await mail.messenger.dispatch(id);
    assert.equal(mail.sent.length, 0);
    waiting.resolve({ sent: true });
    await mail.until(id, 'sent');
    assert.equal(mail.sent.length, 1);
  });

  test('what a stopped process left behind is sent by another, once', async () => {
    await using mail = await post(() => ({ sent: true }));
    const id = await mail.queue();
    await mail.messenger.close();
    await pause(20);
    assert.equal(mail.sent.length, 0, 'it belongs to whoever queued it, for a while');
    mail.advance(2 * minute);
    const others = [mail.open(), mail.open(), mail.open()];
    await mail.until(id, 'sent');
    await pause(30);
    await Promise.all(others.map((other) => other.close()));
    assert.equal(mail.sent.length, 1);
  });

  test('closing waits for what is being sent', async () => {
    const waiting = Promise.withResolvers<Outcome>();
    await using mail = await post(() => waiting.promise);
    const id = await mail.queue();
    mail.messenger.dispatchSilently(id);
    await pause(10);
    setTimeout(() => waiting.resolve({ sent: true }), 20);
    await mail.messenger.close();
    assert.equal((await mail.messages.find(id))?.state, 'sent');
  });

  test('a refusal that nobody is to learn about reaches the log only', async () => {
    await using mail = await post(() => ({ refused: '550 No such user' }));
    const id = await mail.queue();
    mail.messenger.dispatchSilently(id);
    await mail.until(id, 'failed');
    assert.equal(mail.events.length, 1);
  });

  test('the outbox keeps messages to be read; without a sender there is no sending', async () => {
    await using mail = await post(() => ({ sent: true }), { email: 'outbox' });
    const { messenger } = mail;
    assert.deepEqual([messenger.canSend('email'), messenger.canSend('sms')], [true, false]);
    const id = await mail.queue(messenger.enter('email', 0));
    await messenger.dispatch(id);
    messenger.dispatchSilently(id);
    assert.equal((await mail.messages.find(id))?.state, 'kept');
    assert.equal(mail.sent.length, 0);
  });
});
