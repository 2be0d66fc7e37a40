import { sql } from 'kysely';
import type { Secrets } from '#ports/secrets.ts';
import type { MessageStore } from '#ports/stores.ts';
import type { Connection } from '../database/connection.ts';
import type { MessageRow } from '../database/schema.ts';
import { membersOf, statement, type Engine } from '../database/statement.ts';
import { messageColumns, messageFrom, messageRow, recipientKey } from './message-rows.ts';

type Filter = Parameters<MessageStore['list']>[0];

const insertMessage = statement((db, row: MessageRow) =>
  db.insertInto('messages').values(membersOf(row, messageColumns)),
);
const deleteMessage = statement((db, id: string) => db.deleteFrom('messages').where('id', '=', id));
const byId = statement((db, id: string) => db.selectFrom('messages').select(messageColumns).where('id', '=', id));

/** One statement for each set of conditions. */
const lists = new Map<string, ReturnType<typeof listWhere>>();
const listWhere = (to: boolean, username: boolean, pool: boolean) =>
  statement((db, filter: Required<Filter> & { key: string }, limit: number) => {
    const given = membersOf(filter, ['to', 'key', 'username', 'poolId', 'since']);
    let query = db.selectFrom('messages').select(messageColumns).where('created_at', '>=', given.since);
    if (to) query = query.where('recipient_key', '=', given.key).where('recipient', '=', given.to);
    if (username) query = query.where('username', '=', given.username);
    if (pool) query = query.where('pool_id', '=', given.poolId);
    return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit);
  });

/** Several processes send from one queue: what one is claiming, the others pass over (SQLite has one writer anyway). */
const claimOn = (passOver: boolean) =>
  statement((db, now: number, claimedUntil: number, limit: number) =>
    db
      .updateTable('messages')
      .set((current) => ({ next_attempt_at: claimedUntil, attempts: current('attempts', '+', 1) }))
      .where('id', 'in', (inner) => {
        const due = inner
          .selectFrom('messages')
          .select('id')
          .where(sql<boolean>`state = 'queued'`)
          .where('next_attempt_at', '<=', now)
          .orderBy('next_attempt_at')
          .limit(limit);
        return passOver ? due.forUpdate().skipLocked() : due;
      })
      .returning(messageColumns),
  );
const claim: Readonly<Record<Engine, ReturnType<typeof claimOn>>> = { sqlite: claimOn(false), postgres: claimOn(true) };

const sent = statement((db, id: string, now: number) =>
  db
    .updateTable('messages')
    .set({ state: 'sent', sent_at: now, next_attempt_at: null, last_error: null })
    .where('id', '=', id),
);
const failed = statement((db, id: string, state: string, error: string, nextAttemptAt: number | null) =>
  db.updateTable('messages').set({ state, last_error: error, next_attempt_at: nextAttemptAt }).where('id', '=', id),
);

export const messageStore = (connection: Connection, secrets: Secrets): MessageStore => ({
  async insert(message) {
    await connection.run(insertMessage, messageRow(message, secrets));
  },
  async discard(id) {
    await connection.run(deleteMessage, id);
  },
  async find(id) {
    const row = await connection.first(byId, id);
    return row && messageFrom(row, secrets);
  },
  async list({ to, username, poolId, since }, limit) {
    const conditions = [to !== undefined, username !== undefined, poolId !== undefined] as const;
    const key = conditions.join();
    const list = lists.get(key) ?? listWhere(...conditions);
    lists.set(key, list);
    const filter = {
      to: to ?? '',
      key: recipientKey(to ?? ''),
      username: username ?? '',
      poolId: poolId ?? '',
      since: since ?? 0,
    };
    return (await connection.all(list, filter, limit)).map((row) => messageFrom(row, secrets));
  },
  async claimDue(now, claimedUntil, limit) {
    const rows = await connection.all(claim[connection.engine], now, claimedUntil, limit);
    return rows.map((row) => messageFrom(row, secrets));
  },
  async markSent(id, now) {
    await connection.run(sent, id, now);
  },
  async markFailed(id, error, nextAttemptAt) {
    const state = nextAttemptAt === undefined ? 'failed' : 'queued';
    await connection.run(failed, id, state, error, nextAttemptAt ?? null);
  },
});
