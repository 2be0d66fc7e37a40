import { Failure } from '../failures.ts';

export type IamResource = 'user' | 'group' | 'role' | 'policy' | 'oidc-provider' | 'saml-provider';

/** The ARN of something of IAM: `arn:aws:iam::123456789012:role/team/reader`. */
export const iamArn = (accountId: string, resource: IamResource, path: string, name: string): string =>
  `arn:aws:iam::${accountId}:${resource}${path}${name}`;

export interface IamName {
  /** `aws` for what is AWS's own. */
  readonly accountId: string;
  readonly resource: string;
  readonly path: string;
  readonly name: string;
}

/** Takes an ARN of IAM apart; undefined for anything else. A provider's URL keeps its slashes as path and name. */
export function readIamArn(arn: string): IamName | undefined {
  const [, accountId, resource, path, name] =
    /^arn:aws:iam::(\d{12}|aws):([a-z-]+)(\/(?:.*\/)?)([^/]+)$/s.exec(arn) ?? [];
  return accountId && resource && path && name ? { accountId, resource, path, name } : undefined;
}

/**
 * The part of an ARN after its kind: the URL of an OIDC provider (which may end with a slash), the name of a SAML provider.
 * @throws Failure `validationError` when it is no such ARN
 */
export function nameInArn(arn: string, resource: 'oidc-provider' | 'saml-provider'): string {
  const [, kind, name] = /^arn:aws:iam::\d{12}:([a-z-]+)\/(.+)$/s.exec(arn) ?? [];
  if (kind !== resource || !name) throw unreadableArn();
  return name;
}

/** For an ARN that is none, or one of the wrong kind. The two spaces are AWS's. */
export const unreadableArn = (): Failure =>
  new Failure('validationError', { reason: 'Invalid ARN:  Could not be parsed!' });
