import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { accountId, allowing, iamWorlds, type IamWorld, policy } from '../../../../test/support/iam-world.ts';
import { refusal } from '../../../../test/support/refusal.ts';

const PolicyDocument = allowing('s3:GetObject');
const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess';
const own = (name: string, path = '/') => `arn:aws:iam::${accountId}:policy${path}${name}`;

async function made({ iam }: IamWorld, PolicyName: string, more: { Path?: string } = {}): Promise<string> {
  return (await iam('CreatePolicy', { PolicyName, PolicyDocument, ...more })).Policy!.Arn!;
}

/** A document of as many characters as quotas count. */
const sized = (size: number) => {
  const short = policy({ Sid: '', Effect: 'Allow', Action: 's3:GetObject', Resource: '*' });
  return short.replace('"Sid":""', `"Sid":"${'a'.repeat(size - short.length)}"`);
};

/** Identity policies that AWS does not save. */
const malformed: readonly (readonly [what: string, document: string, message: RegExp | string])[] = [
  ['that is no JSON', '{', 'This policy contains invalid Json'],
  ['of an unknown version', '{"Version":"2020-01-01","Statement":[]}', 'Syntax errors in policy.'],
  ['without statements', '{"Version":"2012-10-17","Statement":[]}', 'Syntax errors in policy.'],
  ['with a principal', policy({ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' }), /principal/i],
  ['without an action', policy({ Effect: 'Allow', Resource: '*' }), 'Policy statement must contain actions.'],
  ['without a resource', policy({ Effect: 'Allow', Action: 's3:*' }), 'Policy statement must contain resources.'],
  [
    'with an action of no service',
    policy({ Effect: 'Allow', Action: 'GetObject', Resource: '*' }),
    'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
  ],
  ['with a resource that is no ARN', policy({ Effect: 'Allow', Action: 's3:*', Resource: 'bucket' }), /./],
  [
    'with an effect in another case',
    policy({ Effect: 'allow', Action: 's3:*', Resource: '*' }),
    'Syntax errors in policy.',
  ],
  [
    'with an unknown operator',
    policy({ Effect: 'Allow', Action: 's3:*', Resource: '*', Condition: { StringIs: { a: 'b' } } }),
    /./,
  ],
  [
    'with an element given twice',
    '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Effect":"Allow","Action":"s3:*","Resource":"*"}}',
    'Syntax errors in policy.',
  ],
  [
    'with two statements of one Sid',
    policy(
      { Sid: 'a', Effect: 'Allow', Action: 's3:*', Resource: '*' },
      { Sid: 'a', Effect: 'Allow', Action: 's3:*', Resource: '*' },
    ),
    'Statement IDs (SID) in a single policy must be unique.',
  ],
];

for (const { engine, open } of iamWorlds) {
  suite(`a managed policy on ${engine}`, () => {
    // ledger: iam:CreatePolicy.PolicyName honoured — unique without regard to case, under whatever path
    test('of a taken name is refused, in whatever case and under whatever path', async () => {
      await using world = await open();
      await made(world, 'Reading');
      await assert.rejects(
        made(world, 'READING', { Path: '/team/' }),
        refusal('EntityAlreadyExists', 'A policy called READING already exists. Duplicate names are not allowed.'),
      );
      assert.equal((await world.iam('ListPolicies', { Scope: 'Local' })).Policies!.length, 1);
    });

    // ledger: iam:CreatePolicy.PolicyDocument honoured — held to the grammar when it is saved; 6144 characters without white space
    // ledger: iam:CreatePolicyVersion.PolicyDocument honoured — as for CreatePolicy
    for (const [what, document, message] of malformed) {
      test(`${what} is refused, and so is such a version`, async () => {
        await using world = await open();
        const PolicyArn = await made(world, 'reading');
        const refused = refusal('MalformedPolicyDocument', message);
        await assert.rejects(world.iam('CreatePolicy', { PolicyName: 'other', PolicyDocument: document }), refused);
        await assert.rejects(world.iam('CreatePolicyVersion', { PolicyArn, PolicyDocument: document }), refused);
        assert.equal((await world.iam('ListPolicies', { Scope: 'Local' })).Policies!.length, 1);
        assert.equal((await world.iam('ListPolicyVersions', { PolicyArn })).Versions!.length, 1);
      });
    }

    test('of more than 6144 characters is refused; white space does not count', async () => {
      await using world = await open();
      const over = refusal('LimitExceeded', 'Cannot exceed quota for PolicySize: 6144');
      await assert.rejects(world.iam('CreatePolicy', { PolicyName: 'p', PolicyDocument: sized(6_145) }), over);
      const spaced = sized(6_144).replace('"Statement":', `"Statement":${' '.repeat(1_000)}`);
      const { Policy } = await world.iam('CreatePolicy', { PolicyName: 'p', PolicyDocument: spaced });
      const PolicyArn = Policy!.Arn!;
      await assert.rejects(world.iam('CreatePolicyVersion', { PolicyArn, PolicyDocument: sized(6_145) }), over);
      const { PolicyVersion } = await world.iam('GetPolicyVersion', { PolicyArn, VersionId: 'v1' });
      assert.equal(PolicyVersion!.Document, spaced);
    });

    test('is refused where there are as many as an account may have', async () => {
      await using world = await open();
      await made(world, 'first');
      const first = (await world.store.iam.policies.find(own('first')))!;
      await world.store.write(async ({ iam }) => {
        for (let n = 0; n < 1_498; n++)
          await iam.policies.insert({ ...first, id: `ANPA${n}`, name: `p${n}`, arn: `p${n}` });
      });
      await made(world, 'last');
      await assert.rejects(
        made(world, 'more'),
        refusal('LimitExceeded', 'Cannot exceed quota for PoliciesPerAccount: 1500'),
      );
    });

    // ledger: iam:CreatePolicy honoured — its document is v1
    // ledger: iam:CreatePolicy.Path honoured — part of the ARN
    // ledger: iam:CreatePolicy.Description honoured — cannot be changed afterwards, as at AWS
    // ledger: iam:CreatePolicy.Tags honoured — as those of users
    // ledger: iam:GetPolicy honoured — with how often it is attached and a boundary
    test('is shown as it was made, with how often it is used', async () => {
      await using world = await open();
      const { iam } = world;
      const Tags = [{ Key: 'team', Value: 'a' }];
      const { Policy } = await iam('CreatePolicy', {
        PolicyName: 'Reading',
        Path: '/x/',
        PolicyDocument,
        Description: 'd',
        Tags,
      });
      const PolicyArn = own('Reading', '/x/');
      assert.equal(Policy!.Arn, PolicyArn);
      assert.match(Policy!.PolicyId!, /^ANPA[A-Z2-7]{17}$/);
      await world.role('reader', { PermissionsBoundary: PolicyArn });
      await iam('CreateUser', { UserName: 'ada' });
      await iam('AttachUserPolicy', { UserName: 'ada', PolicyArn });
      await iam('AttachRolePolicy', { RoleName: 'reader', PolicyArn });
      const now = new Date(world.clock.now());
      assert.deepEqual((await iam('GetPolicy', { PolicyArn })).Policy, {
        PolicyName: 'Reading',
        PolicyId: Policy!.PolicyId,
        Arn: PolicyArn,
        Path: '/x/',
        DefaultVersionId: 'v1',
        AttachmentCount: 2,
        PermissionsBoundaryUsageCount: 1,
        IsAttachable: true,
        Description: 'd',
        CreateDate: now,
        UpdateDate: now,
        Tags,
      });
    });

    // ledger: iam:CreatePolicyVersion honoured — five are kept; numbers are never given again
    // ledger: iam:CreatePolicyVersion.SetAsDefault honoured — without it the version in force stays
    // ledger: iam:DeletePolicyVersion honoured — not the one in force
    // ledger: iam:ListPolicyVersions honoured — newest first, in pages
    // ledger: iam:SetDefaultPolicyVersion honoured — decisions are made by it from then on
    test('keeps five versions, whose numbers are never given again', async () => {
      await using world = await open();
      const { iam } = world;
      const PolicyArn = await made(world, 'reading');
      for (let number = 2; number <= 5; number++) {
        const { PolicyVersion } = await iam('CreatePolicyVersion', {
          PolicyArn,
          PolicyDocument,
          SetAsDefault: number === 3,
        });
        assert.deepEqual([PolicyVersion!.VersionId, PolicyVersion!.IsDefaultVersion], [`v${number}`, number === 3]);
      }
      await assert.rejects(
        iam('CreatePolicyVersion', { PolicyArn, PolicyDocument }),
        refusal(
          'LimitExceeded',
          'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
        ),
      );
      await assert.rejects(
        iam('DeletePolicyVersion', { PolicyArn, VersionId: 'v3' }),
        refusal('DeleteConflict', 'Cannot delete the default version of a policy.'),
      );
      await iam('DeletePolicyVersion', { PolicyArn, VersionId: 'v5' });
      const { PolicyVersion } = await iam('CreatePolicyVersion', { PolicyArn, PolicyDocument });
      assert.equal(PolicyVersion!.VersionId, 'v6');
      const versions = async (Marker?: string) => iam('ListPolicyVersions', { PolicyArn, MaxItems: 3, Marker });
      const first = await versions();
      const second = await versions(first.Marker);
      const shown = [...first.Versions!, ...second.Versions!].map(({ VersionId, IsDefaultVersion }) => [
        VersionId,
        IsDefaultVersion,
      ]);
      assert.deepEqual(shown, [
        ['v6', false],
        ['v4', false],
        ['v3', true],
        ['v2', false],
        ['v1', false],
      ]);
      assert.deepEqual([first.IsTruncated, second.IsTruncated], [true, false]);
    });

    test('is in force in the version that was chosen, for everybody who holds it', async () => {
      await using world = await open();
      const { iam, services, clock } = world;
      const PolicyArn = await made(world, 'reading');
      await world.role('reader');
      await iam('AttachRolePolicy', { RoleName: 'reader', PolicyArn });
      const allows = async () => {
        const [held] = (await services.iam.role('reader'))!.identity;
        return held!.document.tree.statements[0]!.action.values;
      };
      assert.deepEqual(await allows(), ['s3:GetObject']);
      await iam('CreatePolicyVersion', { PolicyArn, PolicyDocument: allowing('s3:PutObject') });
      assert.deepEqual(await allows(), ['s3:GetObject']);
      clock.advance(1_000);
      await iam('SetDefaultPolicyVersion', { PolicyArn, VersionId: 'v2' });
      assert.deepEqual(await allows(), ['s3:PutObject']);
      const { Policy } = await iam('GetPolicy', { PolicyArn });
      assert.deepEqual([Policy!.DefaultVersionId, Policy!.UpdateDate], ['v2', new Date(clock.now())]);
    });

    for (const VersionId of ['v2', 'v99', 'v1.x']) {
      test(`has no version ${VersionId} before it is made`, async () => {
        await using world = await open();
        const PolicyArn = await made(world, 'reading');
        const message = `Policy ${PolicyArn} version ${VersionId} does not exist or is not attachable.`;
        for (const operation of ['GetPolicyVersion', 'DeletePolicyVersion', 'SetDefaultPolicyVersion'] as const) {
          await assert.rejects(world.iam(operation, { PolicyArn, VersionId }), refusal('NoSuchEntity', message));
        }
        for (const wrong of ['1', 'v0', 'latest']) {
          await assert.rejects(
            world.iam('GetPolicyVersion', { PolicyArn, VersionId: wrong }),
            refusal('ValidationError'),
          );
        }
      });
    }

    // ledger: iam:DeletePolicy honoured — refused while anybody holds it or it has other versions
    test('goes when nobody holds it and one version is left', async () => {
      await using world = await open();
      const { iam } = world;
      const PolicyArn = await made(world, 'reading');
      await iam('CreateUser', { UserName: 'ada' });
      await iam('AttachUserPolicy', { UserName: 'ada', PolicyArn });
      await iam('CreatePolicyVersion', { PolicyArn, PolicyDocument });
      await assert.rejects(
        iam('DeletePolicy', { PolicyArn }),
        refusal('DeleteConflict', 'Cannot delete a policy attached to entities.'),
      );
      await iam('DetachUserPolicy', { UserName: 'ada', PolicyArn });
      await assert.rejects(
        iam('DeletePolicy', { PolicyArn }),
        refusal('DeleteConflict', /^This policy has more than one version\./),
      );
      await iam('DeletePolicyVersion', { PolicyArn, VersionId: 'v2' });
      await iam('DeletePolicy', { PolicyArn });
      await assert.rejects(
        iam('GetPolicy', { PolicyArn }),
        refusal('NoSuchEntity', `Policy ${PolicyArn} was not found.`),
      );
      await assert.rejects(iam('GetPolicyVersion', { PolicyArn, VersionId: 'v1' }), refusal('NoSuchEntity'));
      assert.equal(await made(world, 'reading'), PolicyArn);
    });

    // ledger: iam:ListPolicies honoured — AWS's own, of which those that Cognito set-ups name are there, and the account's
    // ledger: iam:ListPolicies.Scope honoured — All, AWS, Local
    // ledger: iam:ListPolicies.OnlyAttached honoured — attached to anybody, or anybody's boundary
    // ledger: iam:ListPolicies.PolicyUsageFilter honoured — attached, or a boundary
    // ledger: iam:ListPolicies.PathPrefix honoured — of both the account's and AWS's
    test('is listed by scope, use and path', async () => {
      await using world = await open();
      const { iam } = world;
      await made(world, 'b');
      await made(world, 'a', { Path: '/team/' });
      await made(world, 'AdministratorAccess');
      await world.role('reader', { PermissionsBoundary: own('b') });
      await iam('AttachRolePolicy', { RoleName: 'reader', PolicyArn: administrator });
      const arns = async (input: Parameters<typeof iam<'ListPolicies'>>[1]) =>
        (await iam('ListPolicies', input)).Policies!.map(({ Arn }) => Arn);
      assert.deepEqual(await arns({ Scope: 'Local' }), [own('a', '/team/'), own('AdministratorAccess'), own('b')]);
      assert.ok((await arns({ Scope: 'AWS' })).every((arn) => arn!.startsWith('arn:aws:iam::aws:')));
      assert.deepEqual(await arns({ OnlyAttached: true }), [administrator, own('b')]);
      assert.deepEqual(await arns({ PolicyUsageFilter: 'PermissionsBoundary' }), [own('b')]);
      assert.deepEqual(await arns({ PolicyUsageFilter: 'PermissionsPolicy' }), [administrator]);
      assert.deepEqual(await arns({ PathPrefix: '/team/' }), [own('a', '/team/')]);
      assert.deepEqual(await arns({ PathPrefix: '/service-role/' }), [
        'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
      ]);
      const all = await arns({});
      const paged: (string | undefined)[] = [];
      for (let Marker: string | undefined, more = true; more;) {
        const page = await iam('ListPolicies', { MaxItems: 2, Marker });
        paged.push(...page.Policies!.map(({ Arn }) => Arn));
        [Marker, more] = [page.Marker, page.IsTruncated!];
      }
      assert.deepEqual(paged, all);
      assert.ok(all.indexOf(administrator) === all.indexOf(own('AdministratorAccess')) - 1);
    });

    // ledger: iam:ListEntitiesForPolicy honoured — users, groups and roles that hold it or whose boundary it is, each once
    test('lists everybody who holds it', async () => {
      await using world = await open();
      const { iam } = world;
      const PolicyArn = await made(world, 'reading');
      await world.role('r1', { PermissionsBoundary: PolicyArn });
      await world.role('r2', { Path: '/team/' });
      await iam('CreateUser', { UserName: 'u1' });
      await iam('CreateGroup', { GroupName: 'g1' });
      await iam('AttachRolePolicy', { RoleName: 'r1', PolicyArn });
      await iam('AttachRolePolicy', { RoleName: 'r2', PolicyArn });
      await iam('AttachUserPolicy', { UserName: 'u1', PolicyArn });
      await iam('AttachGroupPolicy', { GroupName: 'g1', PolicyArn });
      const names = async (input: Partial<Parameters<typeof iam<'ListEntitiesForPolicy'>>[1]> = {}) => {
        const { PolicyGroups, PolicyUsers, PolicyRoles, Marker } = await iam('ListEntitiesForPolicy', {
          PolicyArn,
          ...input,
        });
        return {
          names: [
            ...PolicyGroups!.map(({ GroupName }) => GroupName),
            ...PolicyUsers!.map(({ UserName }) => UserName),
            ...PolicyRoles!.map(({ RoleName }) => RoleName),
          ].join(' '),
          Marker,
        };
      };
      assert.equal((await names()).names, 'g1 u1 r1 r2');
      assert.equal((await names({ EntityFilter: 'Role' })).names, 'r1 r2');
      assert.equal((await names({ EntityFilter: 'LocalManagedPolicy' })).names, '');
      assert.equal((await names({ PathPrefix: '/team/' })).names, 'r2');
      assert.equal((await names({ PolicyUsageFilter: 'PermissionsBoundary' })).names, 'r1');
      const first = await names({ MaxItems: 2 });
      const second = await names({ MaxItems: 2, Marker: first.Marker });
      assert.equal(`${first.names} | ${second.names}`, 'g1 r1 | u1 r2');
      assert.equal(second.Marker, undefined);
    });

    // ledger: iam:TagPolicy honoured — a tag takes the place of the one with the same key in another case
    // ledger: iam:UntagPolicy honoured — keys in whatever case
    // ledger: iam:ListPolicyTags honoured — by key, in pages
    test('has tags', async () => {
      await using world = await open();
      const { iam } = world;
      const PolicyArn = await made(world, 'reading');
      await iam('TagPolicy', {
        PolicyArn,
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'B', Value: '2' },
        ],
      });
      await iam('TagPolicy', { PolicyArn, Tags: [{ Key: 'b', Value: '3' }] });
      assert.deepEqual((await iam('ListPolicyTags', { PolicyArn })).Tags, [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '3' },
      ]);
      await iam('UntagPolicy', { PolicyArn, TagKeys: ['A', 'none'] });
      assert.deepEqual((await iam('GetPolicy', { PolicyArn })).Policy!.Tags, [{ Key: 'b', Value: '3' }]);
      await assert.rejects(
        iam('TagPolicy', { PolicyArn, Tags: [{ Key: 'aws:a', Value: '' }] }),
        refusal('InvalidInput'),
      );
    });

    test("of AWS's can be read and attached, but not changed", async () => {
      await using world = await open();
      const { iam } = world;
      const PolicyArn = administrator;
      const { Policy } = await iam('GetPolicy', { PolicyArn });
      assert.deepEqual(
        [Policy!.PolicyName, Policy!.DefaultVersionId, Policy!.AttachmentCount],
        ['AdministratorAccess', 'v1', 0],
      );
      const { PolicyVersion } = await iam('GetPolicyVersion', { PolicyArn, VersionId: 'v1' });
      assert.deepEqual(JSON.parse(PolicyVersion!.Document!).Statement, [
        { Effect: 'Allow', Action: '*', Resource: '*' },
      ]);
      assert.equal((await iam('ListPolicyVersions', { PolicyArn })).Versions!.length, 1);
      assert.deepEqual((await iam('ListPolicyTags', { PolicyArn })).Tags, []);
      await assert.rejects(iam('GetPolicyVersion', { PolicyArn, VersionId: 'v2' }), refusal('NoSuchEntity'));
      const outside = refusal('InvalidInput', `Policy ${PolicyArn} is outside your own account.`);
      await assert.rejects(iam('DeletePolicy', { PolicyArn }), outside);
      await assert.rejects(iam('CreatePolicyVersion', { PolicyArn, PolicyDocument }), outside);
      await assert.rejects(iam('DeletePolicyVersion', { PolicyArn, VersionId: 'v1' }), outside);
      await assert.rejects(iam('SetDefaultPolicyVersion', { PolicyArn, VersionId: 'v1' }), outside);
      await assert.rejects(iam('TagPolicy', { PolicyArn, Tags: [{ Key: 'a', Value: '' }] }), outside);
      await assert.rejects(iam('UntagPolicy', { PolicyArn, TagKeys: ['a'] }), outside);
    });
  });
}
