import { getRequest } from '../aws-request.ts';
import { mainPool } from '../site.ts';
import { ask, type Workload } from '../workload.ts';

/** The keys by which anyone verifies tokens. */
export const jwks: Workload = {
  name: 'JWKS',
  concurrency: 16,
  exchanges: 1,
  parts: [],
  async prepare(site) {
    const request = getRequest(`/${mainPool(site).poolId}/.well-known/jwks.json`);
    return async (connection) => {
      const { keys = [] } = await ask<{ keys?: unknown[] }>(connection, request);
      if (keys.length < 2) throw new Error('The key set has fewer than two keys.');
    };
  },
};
