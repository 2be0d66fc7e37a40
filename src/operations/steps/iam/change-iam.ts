import type { IamStores } from '#ports/iam.ts';
import type { Stores } from '#ports/stores.ts';
import type { Uses } from '../../operation.ts';

/** Changes something of IAM in one transaction; one such change happens at a time. Decisions see it from now on. */
export async function changeIam<T>(
  { store, iam }: Uses<'store' | 'iam'>,
  work: (stores: IamStores, all: Stores) => Promise<T>,
): Promise<T> {
  const result = await store.write(async (stores) => {
    await stores.iam.changing();
    return work(stores.iam, stores);
  });
  iam.forget();
  return result;
}
