/** Times are milliseconds, documents JSON text; see schema.ts. */
export interface IdentityPoolRow {
  id: string;
  region: string;
  name: string;
  created_at: number;
  modified_at: number;
  settings: string;
  roles: string;
  principal_tags: string;
  tags: string;
}

export interface IdentityRow {
  pool_id: string;
  id: string;
  state: string;
  merged_into: string | null;
  created_at: number;
  modified_at: number;
}

export interface IdentityLoginRow {
  pool_id: string;
  provider: string;
  /** Short enough for an index, see `indexKey`. */
  subject: string;
  identity_id: string;
  linked_at: number;
}

export interface DeveloperIdRow {
  pool_id: string;
  /** The user id, short enough for an index. */
  user_key: string;
  user_id: string;
  identity_id: string;
  linked_at: number;
}

/** The tables of identity pools, by name. */
export interface IdentityTables {
  identity_pools: IdentityPoolRow;
  identities: IdentityRow;
  identity_logins: IdentityLoginRow;
  developer_ids: DeveloperIdRow;
}
