import { sql } from 'kysely';
import type { IdentityKind } from '#domain/iam/entities.ts';
import type { AttachmentStore, PolicyHolder } from '#ports/iam.ts';
import type { Connection } from '../../database/connection.ts';
import { statement } from '../../database/statement.ts';

const insertAttachment = statement((db, ownerId: string, arn: string) =>
  db
    .insertInto('iam_attachments')
    .values({ owner_id: ownerId, policy_arn: arn })
    .onConflict((conflict) => conflict.doNothing()),
);
const deleteAttachment = statement((db, ownerId: string, arn: string) =>
  db.deleteFrom('iam_attachments').where('owner_id', '=', ownerId).where('policy_arn', '=', arn),
);
const ofOwner = statement((db, ownerId: string) =>
  db.selectFrom('iam_attachments').select('policy_arn').where('owner_id', '=', ownerId).orderBy('policy_arn'),
);
const attachedTo = statement((db, arn: string) =>
  db
    .selectFrom('iam_attachments')
    .innerJoin('iam_entities', 'iam_entities.id', 'iam_attachments.owner_id')
    .select(['iam_entities.kind', 'iam_entities.id', 'iam_entities.name', 'iam_entities.path'])
    .where('iam_attachments.policy_arn', '=', arn),
);
const boundaryOf = statement((db, arn: string) =>
  db.selectFrom('iam_entities').select(['kind', 'id', 'name', 'path']).where('boundary_arn', '=', arn),
);
const attachedCounts = statement((db) =>
  db
    .selectFrom('iam_attachments')
    .select(['policy_arn as arn', sql<number>`count(*)`.as('total')])
    .groupBy('policy_arn'),
);
const boundaryCounts = statement((db) =>
  db
    .selectFrom('iam_entities')
    .select(['boundary_arn as arn', sql<number>`count(*)`.as('total')])
    .where('boundary_arn', 'is not', null)
    .groupBy('boundary_arn'),
);

export const attachmentStore = (connection: Connection): AttachmentStore => ({
  add: async (ownerId, arn) => (await connection.run(insertAttachment, ownerId, arn)) === 1,
  remove: async (ownerId, arn) => (await connection.run(deleteAttachment, ownerId, arn)) === 1,
  listOf: async (ownerId) => (await connection.all(ofOwner, ownerId)).map((row) => row.policy_arn),
  async holdersOf(arn) {
    const holders = [
      ...(await connection.all(attachedTo, arn)).map((row) => ({ ...row, use: 'permissions' as const })),
      ...(await connection.all(boundaryOf, arn)).map((row) => ({ ...row, use: 'boundary' as const })),
    ];
    const order = ({ kind, name, use }: PolicyHolder) => `${kind}/${name.toLowerCase()}/${use}`;
    return holders
      .map((holder): PolicyHolder => ({ ...holder, kind: holder.kind as IdentityKind }))
      .toSorted((one, other) => (order(one) < order(other) ? -1 : 1));
  },
  async counts() {
    const counts = new Map<string, { attached: number; boundary: number }>();
    const of = (arn: string) => {
      const known = counts.get(arn) ?? { attached: 0, boundary: 0 };
      counts.set(arn, known);
      return known;
    };
    for (const { arn, total } of await connection.all(attachedCounts)) of(arn).attached = total;
    for (const { arn, total } of await connection.all(boundaryCounts)) if (arn !== null) of(arn).boundary = total;
    return counts;
  },
});
