import { Failure } from '#domain/failures.ts';
import type { Client } from '#domain/pools/client.ts';
import type { Pool } from '#domain/pools/pool.ts';
import type { Code } from '#domain/users/code.ts';
import { aliasesOf } from '#domain/users/names.ts';
import type { User } from '#domain/users/user.ts';
import type { Stores } from '#ports/stores.ts';
import type { Uses } from '../operation.ts';
import { limitAttempts } from './limit-attempts.ts';
import { codeContext } from './send-code.ts';
import { takeAliases } from './take-aliases.ts';
import { proveCode, takeCode } from './take-code.ts';
import { userOrDecoy } from './user-or-decoy.ts';

type Needs = Uses<'store' | 'secrets' | 'clock'>;

export interface Confirmation {
  readonly pool: Pool;
  readonly client: Client;
  readonly name: string;
  readonly typed: string;
  /** Whether the verified address is taken from another user who signs in by it. */
  readonly force: boolean;
  /** Whose sign-up the caller goes on with, when it says so: nobody else is confirmed. */
  readonly sub?: string | undefined;
}

/**
 * Confirms a new user by the code that was sent to it, typed or in a link; the address it went to is verified by that.
 * @throws Failure `sessionInvalid`, `attemptLimit`, `codeExpired`, `codeMismatch`, `cannotConfirm`, `aliasExists`, `userDisabled`,
 *   `unknownUserOfClient`
 */
export async function confirmUser(uses: Needs, { pool, client, name, typed, force, sub }: Confirmation): Promise<User> {
  const person = await userOrDecoy(uses, pool, client, name);
  if (sub !== undefined && person.user?.sub !== sub) throw new Failure('sessionInvalid');
  await limitAttempts(uses, pool, person, 'confirmSignUp');
  if (person.user) await refuseConfirmed(uses, pool, client, person.user, typed);
  const code = await proveCode(uses, { pool, user: person, purpose: 'signUp', typed });
  return uses.store.write((stores) => confirm(stores, { pool, code, force, now: uses.clock.now() }));
}

const usedMark = ({ poolId, sub, hash }: Pick<Code, 'poolId' | 'sub' | 'hash'>): string =>
  `confirmed/${poolId}/${sub}/${hash}`;

/**
 * A user who is confirmed already is told so, but where the client hides whether users exist, only when presenting the
 * very code that confirmed it: anybody else gets the answer for a code that is none.
 */
async function refuseConfirmed(
  { store, secrets }: Needs,
  pool: Pool,
  client: Client,
  user: User,
  typed: string,
): Promise<void> {
  if (!user.enabled && !client.hidesUnknownUsers) throw new Failure('userDisabled');
  if (user.status === 'UNCONFIRMED') return;
  const hash = secrets.fingerprint(typed, codeContext(pool.id, user.sub, 'signUp'));
  const known =
    !client.hidesUnknownUsers || (await store.once.isUsed(usedMark({ poolId: pool.id, sub: user.sub, hash })));
  if (known) throw new Failure('cannotConfirm', { status: user.status });
}

interface Proven {
  readonly pool: Pool;
  readonly code: Code;
  readonly force: boolean;
  readonly now: number;
}

async function confirm(stores: Stores, { pool, code, force, now }: Proven): Promise<User> {
  await takeCode(stores, code);
  await stores.once.use(usedMark(code), code.expiresAt);
  const confirmed = await stores.users.change(pool.id, code.sub, (user) => {
    if (user.status !== 'UNCONFIRMED') throw new Failure('cannotConfirm', { status: user.status });
    if (!user.enabled) throw new Failure('userDisabled');
    // The code proves the address it was sent to, not one that took its place.
    if (user.attributes[code.attribute] !== code.value) throw new Failure('codeExpired');
    const attributes = { ...user.attributes, [`${code.attribute}_verified`]: 'true' };
    return { ...user, status: 'CONFIRMED', attributes, modifiedAt: now };
  });
  if (!confirmed) throw new Failure('codeExpired');
  if (force) await takeAliases(stores, pool, confirmed, now);
  await stores.users.setAliases(pool.id, code.sub, aliasesOf(pool, confirmed.attributes));
  return confirmed;
}
