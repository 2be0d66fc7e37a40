import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { poolFrom, type Pool, type PoolSettings } from '../pools/pool.ts';
import { confirmsByLink, invitationMessage, verificationMessage } from './templates.ts';

const poolWith = (settings: PoolSettings): Pool =>
  poolFrom({
    id: 'us-east-1_aBcDeFgHi',
    region: 'us-east-1',
    name: 'readers',
    createdAt: 0,
    modifiedAt: 0,
    settings,
    schema: [],
    tags: {},
  });
const plain = poolWith({});

suite('message templates', () => {
  test('a pool without templates says what Cognito says', () => {
    assert.deepEqual(verificationMessage(plain, 'email', { code: '123456' }), {
      subject: 'Your verification code',
      body: 'Your verification code is 123456. ',
    });
    assert.deepEqual(verificationMessage(plain, 'sms', { code: '123456' }), {
      subject: undefined,
      body: 'Your verification code is 123456. ',
    });
    assert.deepEqual(invitationMessage(plain, 'email', { code: 'Secret-1', username: 'ada' }), {
      subject: 'Your temporary password',
      body: 'Your username is ada and temporary password is Secret-1. ',
    });
  });

  // ledger: CreateUserPool.VerificationMessageTemplate honoured — the template's texts come before the legacy ones
  test('the verification template comes before the legacy texts, and those before the defaults', () => {
    const legacy = poolWith({
      EmailVerificationSubject: 'Legacy',
      EmailVerificationMessage: 'Legacy {####}',
      SmsVerificationMessage: 'SMS {####}',
    });
    assert.deepEqual(verificationMessage(legacy, 'email', { code: '1' }), { subject: 'Legacy', body: 'Legacy 1' });
    assert.equal(verificationMessage(legacy, 'sms', { code: '1' }).body, 'SMS 1');
    const both = poolWith({
      ...legacy.settings,
      VerificationMessageTemplate: {
        EmailSubject: 'New',
        EmailMessage: 'New {####}, again {####}',
        SmsMessage: '{####}',
      },
    });
    assert.deepEqual(verificationMessage(both, 'email', { code: '1' }), { subject: 'New', body: 'New 1, again 1' });
    assert.equal(verificationMessage(both, 'sms', { code: '1' }).body, '1');
  });

  test('a message by link carries the link, escaped, and no code', () => {
    const pool = poolWith({
      VerificationMessageTemplate: {
        DefaultEmailOption: 'CONFIRM_WITH_LINK',
        EmailMessageByLink: 'Please {##confirm now##}.',
        EmailSubjectByLink: 'Confirm',
      },
    });
    assert.equal(confirmsByLink(plain), false);
    assert.equal(confirmsByLink(pool), true);
    assert.deepEqual(verificationMessage(pool, 'email', { code: '9', link: 'https://id.example/?a=1&b="2"' }), {
      subject: 'Confirm',
      body: 'Please <a href="https://id.example/?a=1&amp;b=&quot;2&quot;">confirm now</a>.',
    });
  });

  // ledger: AdminCreateUser.Username differs — names and passwords are escaped in invitation mails, whose body is HTML
  test('a username becomes no markup in a mail and no other line in a subject', () => {
    const pool = poolWith({
      AdminCreateUserConfig: {
        InviteMessageTemplate: {
          EmailSubject: 'For {username}',
          EmailMessage: '{username} {####}',
          SMSMessage: '{username} {####}',
        },
      },
    });
    const given = { code: 'a&b', username: '<b>x</b>\r\nBcc: eve@example.com' };
    const mail = invitationMessage(pool, 'email', given);
    assert.equal(mail.body, '&lt;b&gt;x&lt;/b&gt;\r\nBcc: eve@example.com a&amp;b');
    assert.equal(mail.subject, 'For <b>x</b> Bcc: eve@example.com');
    assert.ok(invitationMessage(pool, 'sms', given).body.startsWith('<b>x</b>'));
  });

  test('what is filled in is not read as a template again', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (username, rest) => {
        const pool = poolWith({
          AdminCreateUserConfig: {
            InviteMessageTemplate: { SMSMessage: `{username}|{####}|${rest.replaceAll('{', '')}` },
          },
        });
        const { body } = invitationMessage(pool, 'sms', { username: `{####}${username}`, code: '{username}' });
        assert.ok(body.startsWith(`{####}${username}|{username}|`));
      }),
    );
  });

  test('a template of nothing but openings stays as it is', () => {
    const EmailMessageByLink = '{##'.repeat(6_600);
    const pool = poolWith({ VerificationMessageTemplate: { EmailMessageByLink } });
    assert.equal(verificationMessage(pool, 'email', { code: '1', link: 'x' }).body, EmailMessageByLink);
  });
});
