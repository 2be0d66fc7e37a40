import { Failure } from '#domain/failures.ts';
import { requireInlineSize } from '#domain/iam/quotas.ts';
import { parsePolicy } from '#domain/policy/parse-policy.ts';
import type { InlinePolicy } from '#ports/iam.ts';
import type { Uses } from '../../operation.ts';
import { changeIam } from './change-iam.ts';
import { type PageInput, pageOfAll } from './pages.ts';
import { type Owner, requireEntity } from './require-entity.ts';

/** @throws Failure `noSuchEntity`, `malformedPolicyDocument`, `iamLimitExceeded` */
export async function putInlinePolicy(uses: Uses<'store' | 'iam'>, owner: Owner, policy: InlinePolicy): Promise<void> {
  parsePolicy(policy.document, 'identity');
  await changeIam(uses, async (stores) => {
    const { id, name } = await requireEntity(stores, owner);
    const others = (await stores.inlinePolicies.listOf(id)).filter((other) => other.name !== policy.name);
    requireInlineSize(
      owner.kind,
      name,
      [policy, ...others].map(({ document }) => document),
    );
    await stores.inlinePolicies.put(id, policy);
  });
}

/** @throws Failure `noSuchEntity` */
export async function requireInlinePolicy({ store }: Uses<'store'>, owner: Owner, name: string) {
  const entity = await requireEntity(store.iam, owner);
  const policy = await store.iam.inlinePolicies.find(entity.id, name);
  if (!policy) throw missing(owner, name);
  return { ownerName: entity.name, policy };
}

/** @throws Failure `noSuchEntity` */
export async function deleteInlinePolicy(uses: Uses<'store' | 'iam'>, owner: Owner, name: string): Promise<void> {
  await changeIam(uses, async (stores) => {
    const { id } = await requireEntity(stores, owner);
    if (!(await stores.inlinePolicies.delete(id, name))) throw missing(owner, name);
  });
}

export async function listInlinePolicies({ store }: Uses<'store'>, owner: Owner, input: PageInput) {
  const { id } = await requireEntity(store.iam, owner);
  const all = (await store.iam.inlinePolicies.listOf(id)).map(({ name }) => name);
  const { items, page } = pageOfAll(`inline/${id}`, input, all, (name) => name);
  return { PolicyNames: [...items], ...page };
}

const missing = ({ kind }: Owner, name: string) =>
  new Failure('noSuchEntity', { reason: `The ${kind} policy with name ${name} cannot be found.` });
