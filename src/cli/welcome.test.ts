import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { configOf } from '#config/config.ts';
import { quoted } from './quoted.ts';
import { welcome } from './welcome.ts';

for (const word of ['plain', 'two words', "it's", '$(rm -r x)', '`x`', '"', 'a\\b', '', '*', 'ä'])
  test(`a shell reads “${word}” back`, { skip: process.platform === 'win32' && 'there is no sh' }, () => {
    assert.equal(execFileSync('sh', ['-c', `printf %s ${quoted(word)}`], { encoding: 'utf8' }), word);
  });

test('the next command that a started server names works with any data folder', () => {
  const config = configOf({ data: "/srv/my data/$(x)/it's" });
  assert.match(welcome(config, 'http://localhost:9229', import.meta.url), /--data '\/srv\/my data\/\$\(x\)\/it'\\''s'/);
});
