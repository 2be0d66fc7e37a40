import { poolFrom, type Pool, type PoolSettings, type SchemaAttribute } from '#domain/pools/pool.ts';
import { schemaOf } from '#domain/pools/schema.ts';

/** A pool for rules that need no server. `schema` are AWS's entries beyond the standard attributes. */
export const rulePool = (settings: PoolSettings = {}, schema: readonly Partial<SchemaAttribute>[] = []): Pool =>
  poolFrom({
    ...{ id: 'us-east-1_Example01', region: 'us-east-1', name: 'p', createdAt: 0, modifiedAt: 0, settings, tags: {} },
    schema: schemaOf(schema),
  });
