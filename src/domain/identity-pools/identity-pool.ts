/** An app client of a user pool whose ID tokens an identity pool takes. */
export interface UserPoolClient {
  /** `cognito-idp.<region>.amazonaws.com/<user pool id>` */
  readonly ProviderName: string;
  readonly ClientId: string;
  /** Whether the user pool is asked if the user is still there and signed in. */
  readonly ServerSideTokenCheck?: boolean | undefined;
}

/** What an administrator sets of an identity pool. Members are AWS's, as they were given; absent ones stay absent. */
export interface IdentityPoolSettings {
  readonly AllowUnauthenticatedIdentities: boolean;
  /** Three states: absent lets the classic flow work as `true` does, but is shown as absent. */
  readonly AllowClassicFlow?: boolean | undefined;
  /** Google, Facebook, Amazon and Apple, each with the id of the app there. */
  readonly SupportedLoginProviders?: Readonly<Record<string, string>> | undefined;
  readonly DeveloperProviderName?: string | undefined;
  readonly OpenIdConnectProviderARNs?: readonly string[] | undefined;
  readonly CognitoIdentityProviders?: readonly UserPoolClient[] | undefined;
  readonly SamlProviderARNs?: readonly string[] | undefined;
}

export interface MappingRule {
  readonly Claim: string;
  readonly MatchType: 'Equals' | 'Contains' | 'StartsWith' | 'NotEqual';
  readonly Value: string;
  readonly RoleARN: string;
}

/** How the role of a provider's users is chosen. */
export interface RoleMapping {
  readonly Type: 'Token' | 'Rules';
  readonly AmbiguousRoleResolution?: 'AuthenticatedRole' | 'Deny' | undefined;
  readonly RulesConfiguration?: { readonly Rules: readonly MappingRule[] } | undefined;
}

export interface PoolRoles {
  readonly authenticated?: string | undefined;
  readonly unauthenticated?: string | undefined;
  /** By provider, see `roleMappingKey` of Provider. */
  readonly mappings: Readonly<Record<string, RoleMapping>>;
}

/** Which claims of a provider's tokens become tags of the session. */
export interface PrincipalTagMap {
  readonly useDefaults: boolean;
  /** Tag key to claim name; of no effect where the defaults are used. */
  readonly tags: Readonly<Record<string, string>>;
}

export interface IdentityPool {
  /** `<region>:<uuid>` */
  readonly id: string;
  readonly region: string;
  readonly name: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly settings: IdentityPoolSettings;
  readonly roles: PoolRoles;
  /** By provider key, see Provider. */
  readonly principalTags: Readonly<Record<string, PrincipalTagMap>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** AWS: "Quotas in Amazon Cognito". */
export const identityPoolsPerRegion = 1_000;
export const userPoolClientsPerPool = 50;
export const rulesPerProvider = 25;
export const loginsPerIdentity = 20;

export const identityPoolArn = ({ id, region }: { id: string; region: string }, accountId: string): string =>
  `arn:aws:cognito-identity:${region}:${accountId}:identitypool/${id}`;

/** What the ARN of an identity pool names; undefined for any other text. */
export function parseIdentityPoolArn(
  arn: string,
): { readonly region: string; readonly accountId: string; readonly poolId: string } | undefined {
  const [, region, accountId, poolId] =
    /^arn:[\w-]+:cognito-identity:([\w-]+):(\d{12}):identitypool\/([\w-]+:[0-9a-f-]+)$/.exec(arn) ?? [];
  return region && accountId && poolId ? { region, accountId, poolId } : undefined;
}
