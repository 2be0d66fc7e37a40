import { signedRequest } from '../aws-request.ts';
import { emailOf, prefixOfTen, type FilledPool } from '../site.ts';
import { ask, inTurn, type Workload } from '../workload.ts';
import { reads, signatureCheck } from './parts.ts';

interface Search {
  readonly name: string;
  /** Undefined for a list without a filter. */
  filter(user: number): string | undefined;
  readonly finds: number;
}

const searches: readonly Search[] = [
  { name: 'email =', filter: (user) => `email = "${emailOf(user)}"`, finds: 1 },
  { name: 'username ^=', filter: (user) => `username ^= "${prefixOfTen(user)}"`, finds: 10 },
  { name: 'no filter', filter: () => undefined, finds: 10 },
];

/** ListUsers in pools of every size. Each finds equally many users at any size, so it should cost the same. */
export const listUsers = (pools: readonly FilledPool[]): Workload[] =>
  searches.flatMap((search) => pools.map((pool, index) => listing(search, index, pool.users)));

const listing = ({ name, filter, finds }: Search, index: number, users: number): Workload => ({
  name: `ListUsers ${name} (${users.toLocaleString('en')})`,
  concurrency: 16,
  exchanges: 1,
  parts: [
    finds === 1 ? reads(1, 'the one that is found') : { primitive: 'readTen', times: 1, why: 'the ten that are found' },
    signatureCheck,
  ],
  scale: { series: `ListUsers ${name}`, users },
  async prepare({ credentials, pools }) {
    const { poolId: UserPoolId } = pools[index] as FilledPool;
    const requests = Array.from({ length: 1_000 }, (_, turn) => {
      const Filter = filter((turn * 7_919) % users);
      return signedRequest(credentials, 'ListUsers', { UserPoolId, Limit: 10, ...(Filter && { Filter }) });
    });
    return async (connection, turn) => {
      const { Users = [] } = await ask<{ Users?: unknown[] }>(connection, inTurn(requests, turn));
      if (Users.length !== finds) throw new Error(`ListUsers found ${Users.length} users instead of ${finds}.`);
    };
  },
});
