import { awsManagedArn } from '#domain/iam/aws-managed/policies.ts';
import type { AwsManagedPolicy } from '#domain/iam/aws-managed/aws-managed-policy.ts';
import type { ManagedPolicy, PolicyVersion } from '#domain/iam/entities.ts';
import { tagList } from '#domain/iam/tags.ts';
import type { PolicyHolder } from '#ports/iam.ts';
import type { AnyPolicy } from './managed-policy.ts';

/** How often a policy is attached, and how often it is a boundary. */
export interface PolicyUse {
  readonly attached: number;
  readonly boundary: number;
}

export const useOf = (holders: readonly PolicyHolder[]): PolicyUse => ({
  attached: holders.filter(({ use }) => use === 'permissions').length,
  boundary: holders.filter(({ use }) => use === 'boundary').length,
});

/** As lists show it, without description and tags. */
export function describePolicyBriefly(policy: AnyPolicy, use: PolicyUse) {
  const { name, id, arn, path, version, createdAt, modifiedAt } =
    'own' in policy ? ofAccount(policy.own) : ofAws(policy.aws);
  return {
    PolicyName: name,
    PolicyId: id,
    Arn: arn,
    Path: path,
    DefaultVersionId: `v${version}`,
    AttachmentCount: use.attached,
    PermissionsBoundaryUsageCount: use.boundary,
    IsAttachable: true,
    CreateDate: new Date(createdAt),
    UpdateDate: new Date(modifiedAt),
  };
}

export function describePolicy(policy: AnyPolicy, use: PolicyUse) {
  const { description } = 'own' in policy ? policy.own : policy.aws;
  return {
    ...describePolicyBriefly(policy, use),
    ...(description !== undefined && { Description: description }),
    Tags: 'own' in policy ? tagList(policy.own.tags) : [],
  };
}

/** As lists show it, without its document. */
export const describeVersionBriefly = ({ version, createdAt }: PolicyVersion, defaultVersion: number) => ({
  VersionId: `v${version}`,
  IsDefaultVersion: version === defaultVersion,
  CreateDate: new Date(createdAt),
});

const ofAccount = (policy: ManagedPolicy) => ({ ...policy, version: policy.defaultVersion });
const ofAws = (policy: AwsManagedPolicy) => ({ ...policy, arn: awsManagedArn(policy) });
