import type { Access } from './access.ts';
import type { CredentialSource } from './credential-source.ts';
import type { Directory } from './directory.ts';
import type { IamDirectory } from './iam.ts';
import type { IdentityTokens } from './identity-tokens.ts';
import type { Messenger } from './messenger.ts';
import type { Passwords } from './passwords.ts';
import type { SamlAssertions } from './saml-assertions.ts';
import type { Secrets } from './secrets.ts';
import type { Settings } from './settings.ts';
import type { SigningKeys } from './signing-keys.ts';
import type { Store } from './stores.ts';
import type { TokenIssuers } from './token-issuers.ts';
import type { Clock, Random } from './world.ts';

/** Everything operations can ask of the world; put together by the server. */
export interface Services {
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly store: Store;
  readonly directory: Directory;
  readonly iam: IamDirectory;
  readonly access: Access;
  readonly passwords: Passwords;
  readonly signingKeys: SigningKeys;
  readonly identityTokens: IdentityTokens;
  readonly credentialSource: CredentialSource;
  readonly tokenIssuers: TokenIssuers;
  readonly samlAssertions: SamlAssertions;
  readonly messenger: Messenger;
}
