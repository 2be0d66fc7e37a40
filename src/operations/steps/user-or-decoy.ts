import { Failure } from '#domain/failures.ts';
import { channelOf } from '#domain/messages/mask.ts';
import { verificationMessage } from '#domain/messages/templates.ts';
import type { Client } from '#domain/pools/client.ts';
import type { ContactAttribute, Pool } from '#domain/pools/pool.ts';
import { contactShown } from '#domain/users/contacts.ts';
import { foldName, isEmail, isPhoneNumber } from '#domain/users/names.ts';
import type { User } from '#domain/users/user.ts';
import type { Uses } from '../operation.ts';
import { findUser } from './find-user.ts';
import { deliveryDetails, queueMessage, type DeliveryDetails } from './queue-message.ts';
import { codeLifetime } from './send-code.ts';

/** Somebody to whom codes are sent and who tries them: a user, or what stands in where there is none. */
export interface Person {
  /** A user's own, or one made from the name, always the same for it. */
  readonly sub: string;
  readonly user: User | undefined;
}

const sealedName = ({ secrets }: Uses<'secrets'>, pool: Pool, name: string): string =>
  secrets.fingerprint(foldName(pool, name), `decoy/${pool.id}`);

/** The id under which a name that nobody has is known: as long as a user's, and always the same for the name. */
export const standInSub = (uses: Uses<'secrets'>, pool: Pool, name: string): string =>
  sealedName(uses, pool, name)
    .slice(0, 32)
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

/**
 * The user a name stands for. Where the client hides whether users exist, an unknown name gets a stand-in, so that
 * everything after this counts, stores and fails as it would for a user.
 * @throws Failure `unknownUserOfClient` where the client does not hide it
 */
export async function userOrDecoy(
  uses: Uses<'store' | 'secrets'>,
  pool: Pool,
  client: Client,
  name: string,
): Promise<Person> {
  const user = await findUser(uses.store, pool, name);
  if (user) return { sub: user.sub, user };
  if (!client.hidesUnknownUsers) throw new Failure('unknownUserOfClient');
  return { sub: standInSub(uses, pool, name), user: undefined };
}

/** Lower-case letters and digits out of a keyed hash, the same ones for a name every time. */
const letterOf = (hash: string, index: number): string =>
  String.fromCharCode(97 + (Number.parseInt(hash.slice(index, index + 8), 16) % 26));

interface SeemingContact {
  readonly attribute: ContactAttribute;
  readonly to: string;
}

/** Where a code would seem to go: to a contact of the user, to the name where it is an address, else to a made-up one. */
function seemingContact(pool: Pool, { user }: Person, name: string, hash: string): SeemingContact {
  const attribute = user && contactShown(pool, user);
  const own = attribute && user.attributes[attribute];
  if (attribute && own) return { attribute, to: own };
  if (isEmail(name)) return { attribute: 'email', to: name };
  if (isPhoneNumber(name)) return { attribute: 'phone_number', to: name };
  if (pool.autoVerified.has('phone_number') && !pool.autoVerified.has('email')) {
    const digits = String(Number.parseInt(hash.slice(0, 8), 16) % 10_000).padStart(4, '0');
    return { attribute: 'phone_number', to: `+1555555${digits}` };
  }
  return { attribute: 'email', to: `${letterOf(hash, 0)}@${letterOf(hash, 8)}` };
}

const triggers = { signUp: 'ResendCode', forgotPassword: 'ForgotPassword' } as const;

/**
 * Behaves as if a code had been sent: a code that nobody knows is stored, so that the next attempt fails as a wrong code
 * does, and a message is written and taken back, so that this costs what a real one does. The answer tells a destination
 * that stays the same for the name.
 * @throws Failure `codeDelivery` when nothing here can send over that channel, as for a user
 */
export async function pretendDelivery(
  uses: Uses<'store' | 'secrets' | 'random' | 'clock' | 'messenger'>,
  { pool, person, name, purpose }: { pool: Pool; person: Person; name: string; purpose: keyof typeof triggers },
): Promise<DeliveryDetails> {
  const now = uses.clock.now();
  const { attribute, to } = seemingContact(pool, person, name, sealedName(uses, pool, name));
  const hash = Buffer.from(uses.random.bytes(32)).toString('hex');
  const code = '000000';
  const message = {
    ...{
      pool,
      user: { username: person.user?.username ?? person.sub },
      trigger: triggers[purpose],
      attribute,
      to,
      code,
    },
    ...verificationMessage(pool, channelOf(attribute), { code }),
  };
  await uses.store.write(async (stores) => {
    const expiresAt = now + codeLifetime(purpose);
    const { sub } = person;
    await stores.codes.put({ poolId: pool.id, sub, purpose, hash, attribute, value: '', createdAt: now, expiresAt });
    const { messageId } = await queueMessage(stores, uses, message);
    await stores.messages.discard(messageId);
  });
  return deliveryDetails(attribute, to);
}
