import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configOf } from '#config/config.ts';
import { failureText } from './failure-text.ts';

const failure = (code: string) => Object.assign(new Error('message of the system'), { code });

test('a port in use is named, with the command that takes the next one', () => {
  const text = failureText(failure('EADDRINUSE'), configOf({ port: 9229 }));
  assert.match(text, /Port 9229 is in use/);
  assert.match(text, /cenote start --port 9230/);
});

test('what is not known is told in its own words, and where it failed only when asked for', () => {
  const error = new Error('the disk sings');
  assert.match(failureText(error, configOf({})), /the disk sings\n.*cenote doctor/);
  assert.doesNotMatch(failureText(error, configOf({})), /failure-text\.test/);
  assert.match(failureText(error, configOf({ logLevel: 'debug' })), /failure-text\.test/);
});
