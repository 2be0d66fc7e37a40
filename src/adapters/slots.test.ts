import assert from 'node:assert/strict';
import { test } from 'node:test';
import { slots } from './slots.ts';

/** Work that goes on until it is told to end. */
function held(): { work: () => Promise<string>; started: () => boolean; end: (outcome?: Error) => void } {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let running = false;
  return {
    work: () => {
      running = true;
      return promise;
    },
    started: () => running,
    end: (outcome) => (outcome ? reject(outcome) : resolve('done')),
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('work beyond the slots waits, in order, and beyond the queue it fails with too many requests', async () => {
  const inSlot = slots(2, 2);
  const pieces = Array.from({ length: 5 }, held);
  const [first, second, third, fourth, fifth] = pieces.map(({ work }) => inSlot(work));
  await assert.rejects(fifth!, { code: 'TooManyRequestsException' });
  assert.deepEqual(
    pieces.map(({ started }) => started()),
    [true, true, false, false, false],
  );
  pieces[1]!.end();
  assert.equal(await second, 'done');
  await settled();
  assert.deepEqual(
    pieces.map(({ started }) => started()),
    [true, true, true, false, false],
  );
  const late = held();
  const newcomer = inSlot(late.work);
  assert.equal(late.started(), false, 'a newcomer does not overtake');
  pieces[0]!.end();
  pieces[2]!.end();
  pieces[3]!.end();
  assert.deepEqual(await Promise.all([first, third, fourth]), ['done', 'done', 'done']);
  late.end();
  assert.equal(await newcomer, 'done');
});

test('work that fails gives its slot back, and no slot is lost or won', async () => {
  const inSlot = slots(1, 10);
  let running = 0;
  let most = 0;
  const results = await Promise.allSettled(
    Array.from({ length: 11 }, (_, index) =>
      inSlot(async () => {
        most = Math.max(most, ++running);
        await settled();
        running--;
        if (index % 2 === 0) throw new Error('broken');
      }),
    ),
  );
  assert.equal(results.filter(({ status }) => status === 'rejected').length, 6);
  assert.equal(most, 1);
  assert.equal(await inSlot(async () => 'still works'), 'still works');
});
