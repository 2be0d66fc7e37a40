import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { Message } from '#domain/messages/message.ts';
import { openMailServer, type MailServer } from '../../../test/support/mail-server.ts';
import { smtpSender } from './smtp.ts';

const message: Message = {
  id: '3f0c8d0e-0000-4000-8000-000000000001',
  poolId: 'us-east-1_aBcDeFgHi',
  username: 'ada',
  channel: 'email',
  to: 'ada@example.com',
  trigger: 'SignUp',
  subject: 'Your verification code',
  body: 'Your code is <b>123456</b>',
  code: '123456',
  link: undefined,
  from: undefined,
  replyTo: undefined,
  createdAt: 0,
};
const from = 'Newsletter <no-reply@example.com>';

/** Makes this process trust the server's certificate, as an operator does with NODE_EXTRA_CA_CERTS. */
const trust = ({ cert }: MailServer): void => setDefaultCACertificates([...getCACertificates('default'), cert]);

function sender(url: string) {
  const { send, close } = smtpSender({ url, from });
  return { send, [Symbol.dispose]: close };
}

suite('sending over SMTP', () => {
  test('a mail server that is not there delays the message', async () => {
    const { port } = await (async () => {
      await using server = await openMailServer();
      return server;
    })();
    using smtp = sender(`smtp://localhost:${port}`);
    const outcome = await smtp.send(message);
    assert.match('delayed' in outcome ? outcome.delayed : '', /ECONNREFUSED|ESOCKET|ECONNECTION/);
  });

  test('a server with a certificate nobody vouches for gets nothing', async () => {
    await using server = await openMailServer();
    using smtp = sender(`smtp://localhost:${server.port}`);
    assert.ok('delayed' in (await smtp.send(message)));
    assert.equal(server.received.length, 0);
  });

  test('with requireTLS, a server without STARTTLS gets nothing', async () => {
    await using server = await openMailServer({ offersStartTls: false });
    using smtp = sender(`smtp://localhost:${server.port}?requireTLS=true`);
    assert.ok('delayed' in (await smtp.send(message)));
    assert.equal(server.received.length, 0);
  });

  test('a wrong password delays, because the operator can mend it', async () => {
    await using server = await openMailServer({ login: { user: 'cenote', password: 'right' } });
    trust(server);
    using smtp = sender(`smtp://cenote:wrong@localhost:${server.port}`);
    const outcome = await smtp.send(message);
    assert.match('delayed' in outcome ? outcome.delayed : '', /^EAUTH/);
    assert.ok(!JSON.stringify(outcome).includes('wrong'), 'the password stays out of the report');
    assert.equal(server.received.length, 0);
  });

  test('a receiver refused for now delays, one refused for good is refused', async () => {
    const refusals: Record<string, readonly [number, string]> = {
      'grey@example.com': [450, 'Greylisted, come back later'],
      'nobody@example.com': [550, 'No such user'],
    };
    await using server = await openMailServer({ refuse: (address) => refusals[address] });
    trust(server);
    using smtp = sender(`smtp://localhost:${server.port}`);
    assert.ok('delayed' in (await smtp.send({ ...message, to: 'grey@example.com' })));
    const refused = await smtp.send({ ...message, to: 'nobody@example.com' });
    assert.match('refused' in refused ? refused.refused : '', /No such user/);
    assert.equal(server.received.length, 0);
  });

  test('with STARTTLS and a login the mail arrives, encrypted, from the server’s sender', async () => {
    await using server = await openMailServer({ login: { user: 'cenote', password: 's e/c:r@t' } });
    trust(server);
    using smtp = sender(`smtp://cenote:${encodeURIComponent('s e/c:r@t')}@localhost:${server.port}`);
    assert.deepEqual(await smtp.send(message), { sent: true });
    const [mail] = server.received;
    assert.equal(server.received.length, 1);
    assert.equal(mail?.secure, true);
    assert.equal(mail.user, 'cenote');
    assert.equal(mail.from, 'no-reply@example.com');
    assert.deepEqual(mail.to, ['ada@example.com']);
    assert.match(mail.text, /^Subject: Your verification code\r$/m);
    assert.match(mail.text, /^From: Newsletter <no-reply@example.com>\r$/m);
    assert.match(mail.text, /^Your code is 123456\r$/m);
    assert.match(mail.text, /^Your code is <b>123456<\/b>\r$/m);
  });

  test('smtps:// is encrypted from the first byte', async () => {
    await using server = await openMailServer({ secure: true });
    trust(server);
    using smtp = sender(`smtps://localhost:${server.port}`);
    assert.deepEqual(await smtp.send(message), { sent: true });
    assert.equal(server.received[0]?.secure, true);
  });

  test('the pool’s own From and ReplyToEmailAddress are used', async () => {
    await using server = await openMailServer();
    trust(server);
    using smtp = sender(`smtp://localhost:${server.port}`);
    await smtp.send({ ...message, from: 'Ada’s pool <pool@example.org>', replyTo: 'help@example.org' });
    assert.equal(server.received[0]?.from, 'pool@example.org');
    assert.match(server.received[0]?.text ?? '', /^Reply-To: help@example.org\r$/m);
  });

  test('nothing in a message becomes another header or another receiver', async () => {
    await using server = await openMailServer();
    trust(server);
    using smtp = sender(`smtp://localhost:${server.port}`);
    await smtp.send({ ...message, subject: 'Hello\r\nBcc: eve@example.com\r\n\r\nAnother body' });
    await smtp.send({ ...message, to: 'ada@example.com,eve@example.com' });
    await smtp.send({ ...message, to: 'ada@example.com>\r\nRCPT TO:<eve@example.com' });
    assert.ok(server.received.every(({ to }) => !to.includes('eve@example.com')));
    assert.ok(server.received.every(({ text }) => !/^Bcc:/im.test(text)));
    assert.equal(server.received[0]?.to.length, 1);
  });
});
