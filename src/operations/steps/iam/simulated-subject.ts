import { Failure } from '#domain/failures.ts';
import { readIamArn } from '#domain/iam/arns.ts';
import type { IamGroup, IamUser, IdentityKind, Role } from '#domain/iam/entities.ts';
import { parsePolicy } from '#domain/policy/parse-policy.ts';
import type { NamedPolicy } from '#domain/policy/policy-set.ts';
import type { Uses } from '../../operation.ts';
import { type Owner, requireEntity } from './require-entity.ts';
import type { Subject } from './simulation.ts';

type Needs = Uses<'store' | 'iam' | 'settings'>;

/**
 * The user, group or role of this ARN with the policies it has now; a user's groups give theirs.
 * @throws Failure `invalidInput` for any other ARN, `noSuchEntity`
 */
export async function simulatedSubject(uses: Needs, arn: string): Promise<Subject> {
  const { kind, name } = ownerIn(arn);
  const entity = await requireEntity(uses.store.iam, { kind, name });
  if (entity.arn !== arn) throw new Failure('noSuchEntity', { reason: `Entity ${arn} cannot be found.` });
  const groups = kind === 'user' ? (await uses.store.iam.groups.listOf(entity.id, { limit: 100 })).items : [];
  const policies = [
    ...(await policiesOf(uses, kind, entity)),
    ...(await Promise.all(groups.map((group) => policiesOf(uses, 'group', group)))).flat(),
  ];
  const boundary = 'boundaryArn' in entity ? await boundaryOf(uses, entity) : [];
  return { caller: callerOf(kind, entity, uses.settings.accountId), policies, boundary };
}

function ownerIn(arn: string): Owner {
  const { resource, name } = readIamArn(arn) ?? {};
  if (name !== undefined && (resource === 'user' || resource === 'group' || resource === 'role')) {
    return { kind: resource, name };
  }
  throw new Failure('invalidInput', { reason: `Invalid Entity Arn: ${arn} is not the ARN of a user, group or role.` });
}

/** Named as IAM's simulator does: inline policies by whose they are, managed ones by their own name. */
async function policiesOf(
  { store, iam }: Needs,
  kind: IdentityKind,
  { id, name }: { id: string; name: string },
): Promise<readonly NamedPolicy[]> {
  const inline = await store.iam.inlinePolicies.listOf(id);
  const attached = await Promise.all((await store.iam.attachments.listOf(id)).map((arn) => iam.managedPolicy(arn)));
  return [
    ...inline.map((policy) => ({
      name: `${kind}_${name}_${policy.name}`,
      document: parsePolicy(policy.document, 'identity'),
    })),
    ...attached.filter((policy) => policy !== undefined).map(underItsName),
  ];
}

async function boundaryOf({ iam }: Needs, { boundaryArn }: IamUser | Role): Promise<readonly NamedPolicy[]> {
  const boundary = boundaryArn === undefined ? undefined : await iam.managedPolicy(boundaryArn);
  return boundary ? [underItsName(boundary)] : [];
}

const underItsName = ({ name, document }: NamedPolicy): NamedPolicy => ({
  name: readIamArn(name)?.name ?? name,
  document,
});

function callerOf(kind: IdentityKind, { arn, id }: IamUser | IamGroup | Role, accountId: string): Subject['caller'] {
  if (kind === 'user') return { kind: 'user', arn, accountId, userId: id };
  return kind === 'role' ? { kind: 'session', accountId, roleArn: arn, roleId: id } : { kind: 'user', accountId };
}
