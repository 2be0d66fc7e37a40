import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { senderOf } from './sender.ts';

const SourceArn = 'arn:aws:ses:eu-west-1:123456789012:identity/news@example.com';

suite("a pool's sender", () => {
  test('is nobody in particular unless the pool says so', () => {
    const nobody = { from: undefined, replyTo: undefined };
    assert.deepEqual(senderOf({}), nobody);
    assert.deepEqual(senderOf({ EmailConfiguration: { SourceArn: SourceArn.replace('news@', '') } }), nobody);
    assert.deepEqual(senderOf({ EmailConfiguration: { SourceArn: 'arn:aws:iam::1:role/news@example.com' } }), nobody);
  });

  // ledger: CreateUserPool.EmailConfiguration.SourceArn differs — mail goes through the server's sender; an address in it is the From address unless From is given
  test('is the address of its identity, or what From says', () => {
    assert.equal(senderOf({ EmailConfiguration: { SourceArn } }).from, 'news@example.com');
    const From = 'The News <no-reply@example.com>';
    const both = senderOf({ EmailConfiguration: { SourceArn, From, ReplyToEmailAddress: 'desk@example.com' } });
    assert.deepEqual(both, { from: From, replyTo: 'desk@example.com' });
  });
});
