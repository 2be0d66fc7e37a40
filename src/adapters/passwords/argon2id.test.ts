import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { nativeArgon2, nodeArgon2, type Argon2Engine, type Argon2Work } from './argon2-engine.ts';
import { argon2idPasswords } from './argon2id.ts';

const native = await nativeArgon2();
const engines: Record<string, Argon2Engine> = { node: nodeArgon2, ...(native && { native }) };
const password = 'Correct-Horse-9!';

for (const [name, engine] of Object.entries(engines)) {
  suite(`passwords by the ${name} engine`, async () => {
    const passwords = await argon2idPasswords({ engine });
    const stored = await passwords.hash(password);

    test('another password does not match', async () => {
      for (const other of ['', ' ', 'correct-horse-9!', `${password} `, `${password}\0`, 'Correct-Horse-9']) {
        assert.equal(await passwords.matches(stored, other), false, other);
      }
    });

    test('a hash is a PHC string of the documented cost, new each time', async () => {
      assert.match(stored, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
      assert.notEqual(await passwords.hash(password), stored);
      assert.equal(passwords.needsRehash(stored), false);
    });

    test('what it hashed matches by every engine', async () => {
      for (const other of Object.values(engines)) {
        assert.equal(await (await argon2idPasswords({ engine: other })).matches(stored, password), true);
      }
    });

    test('empty, long and Unicode passwords are hashed as they were typed', async () => {
      for (const odd of ['', 'x'.repeat(256), 'pässwörd 🦊', 'null\0byte']) {
        assert.equal(await passwords.matches(await passwords.hash(odd), odd), true, odd);
      }
      const composed = await passwords.hash('\u00e9');
      assert.equal(await passwords.matches(composed, 'e\u0301'), false);
    });

    test('a hash with other parameters matches and is to be renewed', async () => {
      const tag = await engine({
        password,
        salt: Buffer.alloc(8, 1),
        memory: 64,
        passes: 1,
        parallelism: 1,
        tagLength: 16,
      });
      const weak = `$argon2id$v=19$m=64,t=1,p=1$AQEBAQEBAQE$${Buffer.from(tag).toString('base64').replace(/=+$/, '')}`;
      assert.equal(await passwords.matches(weak, password), true);
      assert.equal(await passwords.matches(weak, 'other'), false);
      assert.equal(passwords.needsRehash(weak), true);
    });
  });
}

suite('passwords', () => {
  const counted = (): { works: Argon2Work[]; engine: Argon2Engine } => {
    const works: Argon2Work[] = [];
    return { works, engine: (work) => (works.push(work), nodeArgon2(work)) };
  };

  test('nobody has the password of a user who does not exist, and asking costs what a real check costs', async () => {
    const { works, engine } = counted();
    const passwords = await argon2idPasswords({ engine });
    const stored = await passwords.hash(password);
    await passwords.matches(stored, password);
    assert.equal(await passwords.matches(undefined, password), false);
    assert.equal(await passwords.matches(undefined, ''), false);
    const cost = ({ memory, passes, parallelism, tagLength, salt }: Argon2Work) => [
      memory,
      passes,
      parallelism,
      tagLength,
      salt.length,
    ];
    assert.deepEqual(new Set(works.map((work) => JSON.stringify(cost(work)))).size, 1);
    assert.equal(works.length, 4);
  });

  test('nobody has that password even if it gave the bytes that stand for it', async () => {
    const tags: Uint8Array[] = [];
    const engine: Argon2Engine = async ({ tagLength }) => (tags.push(Buffer.alloc(tagLength, 'nobody')), tags[0]!);
    const passwords = await argon2idPasswords({ engine });
    assert.equal(await passwords.matches(undefined, password), false);
    assert.equal(tags.length, 1);
  });

  test('what is stored but is no hash matches nothing, at the same cost', async () => {
    const { works, engine } = counted();
    const passwords = await argon2idPasswords({ engine });
    for (const broken of ['', 'plain', password, '$argon2id$v=19$m=19456,t=2,p=1$$']) {
      assert.equal(await passwords.matches(broken, password), false);
      assert.equal(passwords.needsRehash(broken), true);
    }
    assert.equal(works.length, 4);
  });

  test('a storm of sign-ins is bounded, and what is beyond the bound fails with too many requests', async () => {
    let running = 0;
    let most = 0;
    const engine: Argon2Engine = async ({ tagLength }) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      return new Uint8Array(tagLength);
    };
    const passwords = await argon2idPasswords({ engine, concurrency: 2, queue: 3 });
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => passwords.matches(undefined, password)));
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 5);
    const refusals = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
    assert.deepEqual(refusals, Array(5).fill('TooManyRequestsException'));
    assert.equal(most, 2);
  });
});

suite('an imported password', async () => {
  const passwords = await argon2idPasswords({ engine: nodeArgon2 });
  const scryptKey =
    '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887';
  for (const [format, stored, typed] of [
    ['bcrypt, empty', '$2a$06$DCq7YPn5Rq63x1Lad4cll.TV4S6ytwfsfvkgY8jIucDrjc8deX1s.', ''],
    ['bcrypt 2a', '$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i', 'abc'],
    ['bcrypt 2b', '$2b$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i', 'abc'],
    ['bcrypt 2y', '$2y$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i', 'abc'],
    ['bcrypt 2x', '$2x$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i', 'abc'],
    ['scrypt (RFC 7914)', `16384$8$1$${Buffer.from('SodiumChloride').toString('hex')}$${scryptKey}`, 'pleaseletmein'],
    [
      'PBKDF2 (RFC 7914)',
      '$pbkdf2-sha256$1$c2FsdA$VawEblbjCJ/sFpHCJUS2BflBhSFt3gRl5oudV8INrLxJypzM8Xm2RZkWZLOdd+8xfHG4RbHjC9UJESBB06GXgw',
      'passwd',
    ],
    [
      'PBKDF2 with a dot for a plus',
      '$pbkdf2-sha256$1$c2FsdA$VawEblbjCJ/sFpHCJUS2BflBhSFt3gRl5oudV8INrLxJypzM8Xm2RZkWZLOdd.8xfHG4RbHjC9UJESBB06GXgw',
      'passwd',
    ],
  ] as const) {
    test(`matches by ${format}, another does not, and it is to be renewed`, async () => {
      assert.equal(await passwords.matches(stored, `${typed}x`), false);
      assert.equal(await passwords.matches(stored, typed), true);
      assert.equal(passwords.needsRehash(stored), true);
    });
  }

  test('at the dearest cost of scrypt that import accepts is within the memory it is given', async () => {
    assert.equal(await passwords.matches(`65536$8$1$${'0a'.repeat(16)}$${'0b'.repeat(32)}`, password), false);
  });
});
