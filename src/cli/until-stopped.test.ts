import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { mock, test } from 'node:test';
import { untilStopped } from './until-stopped.ts';

function waiting() {
  const source = new EventEmitter();
  const exits: number[] = [];
  return { source, exits, stopped: untilStopped(source, (code) => exits.push(code)) };
}

test('the same Ctrl+C arriving twice, from the terminal and from npm, does not cut a graceful stop short', async () => {
  const { source, exits, stopped } = waiting();
  source.emit('SIGINT');
  source.emit('SIGINT');
  await stopped;
  assert.deepEqual(exits, []);
});

test('a later second signal ends at once, with the exit code of that signal', async () => {
  const now = mock.method(performance, 'now', () => 0);
  const { source, exits, stopped } = waiting();
  source.emit('SIGTERM');
  await stopped;
  now.mock.mockImplementation(() => 1001);
  source.emit('SIGINT');
  now.mock.restore();
  assert.deepEqual(exits, [130]);
});

test('a stop that hangs is ended after half a minute', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { source, exits } = waiting();
  mock.timers.tick(60_000);
  source.emit('SIGTERM');
  mock.timers.tick(30_000);
  mock.timers.reset();
  assert.deepEqual(exits, [1]);
});
