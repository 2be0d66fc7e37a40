/** Times are milliseconds, documents and lists JSON text; see schema.ts. */
export interface IamEntityRow {
  id: string;
  kind: string;
  name: string;
  /** Folded: names are unique without regard to case. */
  name_key: string;
  path: string;
  arn: string;
  created_at: number;
  boundary_arn: string | null;
  tags: string;
  /** What only this kind has. */
  details: string;
  last_used_at: number | null;
  last_used_region: string | null;
}

export interface IamPolicyRow {
  id: string;
  name: string;
  name_key: string;
  path: string;
  arn: string;
  description: string | null;
  created_at: number;
  modified_at: number;
  default_version: number;
  latest_version: number;
  tags: string;
}

export interface IamPolicyVersionRow {
  policy_id: string;
  version: number;
  document: string;
  created_at: number;
}

export interface IamOidcProviderRow {
  url: string;
  arn: string;
  client_ids: string;
  thumbprints: string;
  created_at: number;
  tags: string;
}

export interface IamSamlProviderRow {
  name: string;
  arn: string;
  uuid: string;
  metadata: string;
  valid_until: number;
  created_at: number;
  tags: string;
}

/** IAM's tables, by name. */
export interface IamTables {
  iam_entities: IamEntityRow;
  iam_group_members: { group_id: string; user_id: string };
  iam_inline_policies: { owner_id: string; name: string; document: string };
  iam_attachments: { owner_id: string; policy_arn: string };
  iam_policies: IamPolicyRow;
  iam_policy_versions: IamPolicyVersionRow;
  iam_oidc_providers: IamOidcProviderRow;
  iam_saml_providers: IamSamlProviderRow;
}
