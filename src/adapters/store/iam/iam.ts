import type { IamStores } from '#ports/iam.ts';
import type { Connection } from '../../database/connection.ts';
import { configurationChanged } from '../configuration-version.ts';
import { attachmentStore } from './attachments.ts';
import { entityStore } from './entities.ts';
import { userCodec } from './entity-rows.ts';
import { groupStore } from './groups.ts';
import { inlinePolicyStore } from './inline-policies.ts';
import { managedPolicyStore } from './managed-policies.ts';
import { namedEntities } from './named-entities.ts';
import { oidcProviderStore } from './oidc-providers.ts';
import { roleStore } from './roles.ts';
import { samlProviderStore } from './saml-providers.ts';

export const iamStores = (connection: Connection): IamStores => ({
  // The row of the version is locked until the transaction ends, so that a second one waits here and then sees what the
  // first has written.
  async changing() {
    await configurationChanged(connection);
  },
  ...namedEntities(connection),
  users: entityStore(connection, userCodec),
  groups: groupStore(connection),
  roles: roleStore(connection),
  inlinePolicies: inlinePolicyStore(connection),
  policies: managedPolicyStore(connection),
  attachments: attachmentStore(connection),
  oidcProviders: oidcProviderStore(connection),
  samlProviders: samlProviderStore(connection),
});
