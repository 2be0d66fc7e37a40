import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { samlIdp } from '../../../test/support/saml-idp.ts';
import { threadedSamlAssertions } from './threaded-saml-assertions.ts';

const idp = samlIdp({ now: Date.now });
const trusted = [idp.certificate];
const forged = samlIdp({ now: Date.now }).response();
const badSignature = { code: 'InvalidIdentityToken', message: 'Response signature invalid' };
const thread = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`;

test('a response is verified, or refused in the same words, and the library is loaded elsewhere', async () => {
  const { verify } = threadedSamlAssertions();
  await assert.rejects(verify(forged, trusted), badSignature);
  const { assertion } = await verify(idp.response({ nameId: 'ada', attributes: { team: ['news', 'shop'] } }), trusted);
  assert.equal(assertion.subject, 'ada');
  assert.deepEqual(assertion.attributes.get('team'), ['news', 'shop']);
  const { cache } = createRequire(import.meta.url);
  assert.equal(Object.keys(cache).filter((path) => path.includes('node-saml/lib/saml')).length, 0);
});

test('many at once are answered each with its own, and what is too many is refused', async () => {
  const { verify } = threadedSamlAssertions({ queue: 8 });
  const names = Array.from({ length: 12 }, (_, at) => `user-${at}`);
  const answers = await Promise.allSettled(names.map((nameId) => verify(idp.response({ nameId }), trusted)));
  for (const [at, answer] of answers.entries()) {
    if (at < 9) assert.equal(answer.status === 'fulfilled' && answer.value.assertion.subject, names[at]);
    else assert.equal(answer.status === 'rejected' && answer.reason.code, 'TooManyRequestsException');
  }
});

test('a thread that fails, ends or does not come to an end is replaced, and whoever waited is told', async () => {
  const faults = {
    'throw new Error("broken")': /broken/,
    'process.exit(0)': /ended/,
    'for (;;);': /took too long/,
  };
  for (const [fault, said] of Object.entries(faults)) {
    const code = `import { parentPort } from 'node:worker_threads';
      parentPort.on('message', ({ response }) => {
        if (response === 'bad') { ${fault} }
        parentPort.postMessage({ verified: response });
      });`;
    const { verify } = threadedSamlAssertions({ module: thread(code), patience: 1_000 });
    const [first, second, third] = await Promise.allSettled(['good', 'bad', 'good'].map((one) => verify(one, [])));
    assert.equal(first?.status, 'fulfilled');
    assert.match(second?.status === 'rejected' ? second.reason.message : '', said);
    assert.equal(third?.status === 'fulfilled' && third.value, 'good');
  }
});
