import { Failure } from '#domain/failures.ts';
import { readIamArn } from '#domain/iam/arns.ts';
import { attachmentQuotas, requireWithin } from '#domain/iam/quotas.ts';
import type { Uses } from '../../operation.ts';
import { changeIam } from './change-iam.ts';
import { requireAttachable } from './managed-policy.ts';
import { type PageInput, pageOfAll } from './pages.ts';
import { type Owner, requireEntity } from './require-entity.ts';

/** Attaching twice changes nothing. @throws Failure `noSuchEntity`, `validationError`, `iamLimitExceeded` */
export async function attachPolicy(uses: Uses<'store' | 'iam'>, owner: Owner, policyArn: string): Promise<void> {
  await changeIam(uses, async (stores) => {
    const { id } = await requireEntity(stores, owner);
    await requireAttachable(stores, policyArn);
    const attached = await stores.attachments.listOf(id);
    if (attached.includes(policyArn)) return;
    requireWithin(attachmentQuotas[owner.kind], attached.length + 1);
    await stores.attachments.add(id, policyArn);
  });
}

/** @throws Failure `noSuchEntity`, also when it is not attached */
export async function detachPolicy(uses: Uses<'store' | 'iam'>, owner: Owner, policyArn: string): Promise<void> {
  await changeIam(uses, async (stores) => {
    const { id } = await requireEntity(stores, owner);
    if (await stores.attachments.remove(id, policyArn)) return;
    throw new Failure('noSuchEntity', { reason: `Policy ${policyArn} was not found.` });
  });
}

/** The managed policies on an entity, by name. */
export async function listAttachedPolicies(
  { store }: Uses<'store'>,
  owner: Owner,
  { PathPrefix = '/', ...input }: PageInput & { readonly PathPrefix?: string | undefined },
) {
  const { id } = await requireEntity(store.iam, owner);
  const all = (await store.iam.attachments.listOf(id))
    .map((arn) => ({ arn, path: readIamArn(arn)?.path ?? '', name: readIamArn(arn)?.name ?? '' }))
    .filter(({ path }) => path.startsWith(PathPrefix))
    .toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const { items, page } = pageOfAll(`attached/${id}`, input, all, keyOf);
  return { AttachedPolicies: items.map(({ name, arn }) => ({ PolicyName: name, PolicyArn: arn })), ...page };
}

/** Two policies of one name can be attached, ours and AWS's. */
const keyOf = ({ name, arn }: { name: string; arn: string }) =>
  `${name.toLowerCase()} ${arn.includes('::aws:') ? 0 : 1}`;
