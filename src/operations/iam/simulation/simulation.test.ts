import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Iam } from '#contract/aws.ts';
import { accountId, allowing, iamWorlds, openIamWorld, policy } from '../../../../test/support/iam-world.ts';
import { refusal } from '../../../../test/support/refusal.ts';

const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess';
const arnOf = (kind: string, name: string) => `arn:aws:iam::${accountId}:${kind}/${name}`;
type Answer = Iam['SimulateCustomPolicy']['output'];
const decisions = ({ EvaluationResults }: Answer) =>
  EvaluationResults!.map(({ EvalActionName, EvalDecision }) => `${EvalActionName} ${EvalDecision}`);
const custom = { PolicyInputList: [allowing('s3:GetObject')], ActionNames: ['s3:GetObject'] };
const bucketPolicy = policy({
  Effect: 'Allow',
  Principal: { AWS: arnOf('user', 'ada') },
  Action: 's3:GetObject',
  Resource: '*',
});

suite('a simulation is refused', () => {
  const cases: [what: string, more: Partial<Iam['SimulateCustomPolicy']['input']>, code: string, message: RegExp][] = [
    ['of a policy that cannot be read', { PolicyInputList: ['{'] }, 'InvalidInput', /invalid Json/],
    [
      'of a boundary that cannot be read',
      { PermissionsBoundaryPolicyInputList: ['[]'] },
      'InvalidInput',
      /Syntax errors/,
    ],
    [
      'with two boundaries',
      { PermissionsBoundaryPolicyInputList: [allowing('s3:*'), allowing('s3:*')] },
      'InvalidInput',
      /one permissions boundary/,
    ],
    [
      'with a resource policy that names nobody',
      { ResourcePolicy: allowing('s3:*'), CallerArn: arnOf('user', 'ada') },
      'InvalidInput',
      /Principal/,
    ],
    ['with a resource policy and no caller', { ResourcePolicy: bucketPolicy }, 'InvalidInput', /needs a CallerArn/],
    ['for a caller that is a role', { CallerArn: arnOf('role', 'reader') }, 'InvalidInput', /is not the ARN of a user/],
    ['of no action', { ActionNames: [] }, 'InvalidInput', /at least one action/],
    ['of a pattern of actions', { ActionNames: ['s3:Get*'] }, 'InvalidInput', /s3:Get\*/],
    [
      'on more resources than one answer holds',
      { ResourceArns: Array.from({ length: 1_001 }, (_, at) => `arn:aws:s3:::${at}`) },
      'InvalidInput',
      /at most 1000 resources/,
    ],
    [
      'with a key given twice',
      { ContextEntries: [entry('a:bcd', '1'), entry('A:BCD', '2')] },
      'InvalidInput',
      /given twice/,
    ],
    [
      'with a word for a number',
      { ContextEntries: [entry('s3:max-keys', 'ten', 'numeric')] },
      'InvalidInput',
      /not of type numeric/,
    ],
    [
      'with a word for a truth value',
      { ContextEntries: [entry('aws:SecureTransport', 'yes', 'boolean')] },
      'InvalidInput',
      /not of type boolean/,
    ],
    [
      'with a word for a time',
      { ContextEntries: [entry('aws:CurrentTime', 'now', 'date')] },
      'InvalidInput',
      /not of type date/,
    ],
    [
      'with a word among addresses',
      { ContextEntries: [{ ...entry('aws:SourceIp', '10.0.0.1', 'ipList'), ContextKeyValues: ['10.0.0.1', 'here'] }] },
      'InvalidInput',
      /not of type ipList/,
    ],
    [
      'with two values of a key that has one',
      { ContextEntries: [{ ...entry('aws:username', 'a'), ContextKeyValues: ['a', 'b'] }] },
      'InvalidInput',
      /one value/,
    ],
    // ledger: SimulateCustomPolicy.ResourceHandlingOption refused — it is for EC2 alone
    [
      'by a scenario of EC2',
      { ResourceHandlingOption: 'EC2-VPC-InstanceStore' },
      'InvalidParameterException',
      /ResourceHandlingOption/,
    ],
    // ledger: SimulateCustomPolicy.OrderedOrganizationPolicyInputList refused — there are no organisations
    [
      'with policies of an organisation',
      { OrderedOrganizationPolicyInputList: [] },
      'InvalidParameterException',
      /Organization/,
    ],
  ];
  for (const [what, more, code, message] of cases) {
    test(what, async () => {
      await using world = await openIamWorld();
      await assert.rejects(world.iam('SimulateCustomPolicy', { ...custom, ...more }), refusal(code, message));
    });
  }

  // ledger: SimulatePrincipalPolicy.PolicyExclusionList refused — policies that are there cannot be left out yet
  test('with policies left out', async () => {
    await using world = await openIamWorld();
    await world.role('reader');
    const input = {
      PolicySourceArn: arnOf('role', 'reader'),
      ActionNames: ['s3:GetObject'],
      PolicyExclusionList: [{ PolicyArn: administrator }],
    };
    await assert.rejects(
      world.iam('SimulatePrincipalPolicy', input),
      refusal('InvalidParameterException', /PolicyExclusionList/),
    );
  });

  test('of somebody who is not there, or is nobody', async () => {
    await using world = await openIamWorld();
    await world.role('reader');
    for (const [PolicySourceArn, code] of [
      [arnOf('role', 'none'), 'NoSuchEntity'],
      [arnOf('user', 'none'), 'NoSuchEntity'],
      [arnOf('role', 'team/reader'), 'NoSuchEntity'],
      ['arn:aws:iam::999999999999:role/reader', 'NoSuchEntity'],
      [arnOf('policy', 'reader'), 'InvalidInput'],
      [`arn:aws:iam::${accountId}:root`, 'InvalidInput'],
      ['arn:aws:sts::000000000000:assumed-role/reader/session', 'InvalidInput'],
    ] as const) {
      const asked = world.iam('SimulatePrincipalPolicy', { PolicySourceArn, ActionNames: ['s3:GetObject'] });
      await assert.rejects(asked, refusal(code));
    }
    const input = {
      PolicySourceArn: arnOf('role', 'reader'),
      ActionNames: ['s3:GetObject'],
      ResourcePolicy: bucketPolicy,
    };
    await assert.rejects(world.iam('SimulatePrincipalPolicy', input), refusal('InvalidInput', /needs a CallerArn/));
  });
});

suite('SimulateCustomPolicy', () => {
  // ledger: SimulateCustomPolicy honoured — answers as AWS's simulator, statements by line and column included
  // ledger: SimulateCustomPolicy.ContextEntries honoured — typed; nothing is added to them
  test('answers what was decided, by which statement, and which keys were missing', async () => {
    await using world = await openIamWorld();
    const document = policy({
      Effect: 'Allow',
      Action: 's3:*',
      Resource: 'arn:aws:s3:::site/*',
      Condition: { StringEquals: { 'aws:PrincipalTag/plan': 'paid' } },
    });
    const input = { PolicyInputList: [document], ActionNames: ['s3:GetObject'], ResourceArns: ['arn:aws:s3:::site/a'] };
    const { EvaluationResults, IsTruncated } = await world.iam('SimulateCustomPolicy', input);
    const result = {
      EvalActionName: 's3:GetObject',
      EvalResourceName: 'arn:aws:s3:::site/a',
      EvalDecision: 'implicitDeny',
      MatchedStatements: [],
      MissingContextValues: ['aws:PrincipalTag/plan'],
    };
    const { EvalActionName: _, EvalDecision: EvalResourceDecision, ...specific } = result;
    assert.deepEqual(EvaluationResults, [
      {
        ...result,
        EvalDecisionDetails: {},
        ResourceSpecificResults: [{ ...specific, EvalResourceDecision, EvalDecisionDetails: {} }],
      },
    ]);
    assert.equal(IsTruncated, false);

    const ContextEntries = [entry('AWS:principaltag/PLAN', 'paid')];
    const allowed = await world.iam('SimulateCustomPolicy', { ...input, ContextEntries });
    assert.deepEqual(decisions(allowed), ['s3:GetObject allowed']);
    const [{ MatchedStatements, MissingContextValues } = {}] = allowed.EvaluationResults!;
    assert.deepEqual(MissingContextValues, []);
    assert.equal(MatchedStatements![0]!.SourcePolicyId, 'PolicyInputList.1');
    assert.equal(MatchedStatements![0]!.EndPosition!.Line, 1);
    const { StartPosition, EndPosition } = MatchedStatements![0]!;
    assert.ok(StartPosition!.Column! < EndPosition!.Column!);
  });

  test('takes lists of values for keys that have several', async () => {
    await using world = await openIamWorld();
    const amr = 'cognito-identity.amazonaws.com:amr';
    const document = policy({
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: '*',
      Condition: { 'ForAnyValue:StringLike': { [amr]: 'authenticated' } },
    });
    const asked = (ContextKeyValues: string[]) =>
      world.iam('SimulateCustomPolicy', {
        ...custom,
        PolicyInputList: [document],
        ContextEntries: [{ ContextKeyName: amr, ContextKeyType: 'stringList', ContextKeyValues }],
      });
    assert.deepEqual(decisions(await asked(['authenticated', 'x'])), ['s3:GetObject allowed']);
    assert.deepEqual(decisions(await asked(['unauthenticated'])), ['s3:GetObject implicitDeny']);
    assert.deepEqual(decisions(await asked([])), ['s3:GetObject implicitDeny']);
  });

  // ledger: SimulateCustomPolicy.ResourcePolicy honoured — within the account and between two
  // ledger: SimulateCustomPolicy.PermissionsBoundaryPolicyInputList honoured — one, and the answer tells what it allows
  test('asks resource policy and boundary as well', async () => {
    await using world = await openIamWorld();
    const input = { ...custom, PolicyInputList: [allowing('ec2:*')], ResourceArns: ['arn:aws:s3:::site/a'] };
    const CallerArn = arnOf('user', 'ada');
    const granted = await world.iam('SimulateCustomPolicy', { ...input, CallerArn, ResourcePolicy: bucketPolicy });
    assert.deepEqual(decisions(granted), ['s3:GetObject allowed']);
    const elsewhere = await world.iam('SimulateCustomPolicy', {
      ...input,
      CallerArn,
      ResourcePolicy: bucketPolicy,
      ResourceOwner: 'arn:aws:iam::999999999999:root',
    });
    assert.deepEqual(decisions(elsewhere), ['s3:GetObject implicitDeny']);
    assert.deepEqual(elsewhere.EvaluationResults![0]!.EvalDecisionDetails, {
      'IAM Policy': 'implicitDeny',
      'Resource Policy': 'allowed',
    });
    const bounded = await world.iam('SimulateCustomPolicy', {
      ...custom,
      PermissionsBoundaryPolicyInputList: [allowing('ec2:*')],
    });
    assert.deepEqual(decisions(bounded), ['s3:GetObject implicitDeny']);
    assert.deepEqual(bounded.EvaluationResults![0]!.PermissionsBoundaryDecisionDetail, {
      AllowedByPermissionsBoundary: false,
    });
  });

  // ledger: SimulateCustomPolicy.MaxItems honoured — an answer holds a thousand decisions at most, and a marker for the rest
  test('answers in pages, of a thousand decisions at most', async () => {
    await using world = await openIamWorld();
    const ActionNames = ['s3:GetObject', 's3:PutObject', 's3:GetObject', 'ec2:RunInstances', 's3:ListBucket'];
    const all = decisions(await world.iam('SimulateCustomPolicy', { ...custom, ActionNames }));
    for (const [more, pages] of [
      [{ MaxItems: 2 }, 3],
      [{ ResourceArns: Array.from({ length: 500 }, (_, at) => `arn:aws:s3:::b/${at}`) }, 3],
    ] as const) {
      const paged: string[][] = [];
      for (let Marker: string | undefined, isMore = true; isMore;) {
        const page = await world.iam('SimulateCustomPolicy', {
          ...custom,
          ActionNames,
          Marker,
          ...more,
          ResourceArns: [...('ResourceArns' in more ? more.ResourceArns : [])],
        });
        paged.push(decisions(page));
        [Marker, isMore] = [page.Marker, page.IsTruncated!];
      }
      assert.equal(paged.length, pages);
      assert.deepEqual(paged.flat(), all);
    }
  });
});

for (const { engine, open } of iamWorlds) {
  suite(`SimulatePrincipalPolicy on ${engine}`, () => {
    // ledger: SimulatePrincipalPolicy honoured — the policies of a user, a user's groups, a group or a role as they are now
    // ledger: SimulatePrincipalPolicy.PolicyInputList honoured — added to those that are there
    test('asks the policies of a user and of its groups, by the names that IAM gives them', async () => {
      await using world = await open();
      const { iam } = world;
      await iam('CreateUser', { UserName: 'ada' });
      await iam('CreateGroup', { GroupName: 'readers' });
      await iam('AddUserToGroup', { UserName: 'ada', GroupName: 'readers' });
      await iam('PutUserPolicy', { UserName: 'ada', PolicyName: 'own', PolicyDocument: allowing('s3:GetObject') });
      await iam('PutGroupPolicy', {
        GroupName: 'readers',
        PolicyName: 'theirs',
        PolicyDocument: allowing('s3:PutObject'),
      });
      await iam('AttachGroupPolicy', {
        GroupName: 'readers',
        PolicyArn: 'arn:aws:iam::aws:policy/AmazonCognitoReadOnly',
      });
      const ActionNames = [
        's3:GetObject',
        's3:PutObject',
        'cognito-idp:ListUserPools',
        'ec2:RunInstances',
        's3:ListBucket',
      ];
      const answer = await iam('SimulatePrincipalPolicy', {
        PolicySourceArn: arnOf('user', 'ada'),
        ActionNames,
        PolicyInputList: [allowing('s3:ListBucket')],
      });
      assert.deepEqual(
        answer.EvaluationResults!.map(({ EvalDecision, MatchedStatements }) => [
          EvalDecision,
          MatchedStatements![0]?.SourcePolicyId,
        ]),
        [
          ['allowed', 'user_ada_own'],
          ['allowed', 'group_readers_theirs'],
          ['allowed', 'AmazonCognitoReadOnly'],
          ['implicitDeny', undefined],
          ['allowed', 'PolicyInputList.1'],
        ],
      );
      const ofGroup = await iam('SimulatePrincipalPolicy', {
        PolicySourceArn: arnOf('group', 'readers'),
        ActionNames: ActionNames.slice(0, 2),
      });
      assert.deepEqual(decisions(ofGroup), ['s3:GetObject implicitDeny', 's3:PutObject allowed']);
    });

    // ledger: SimulatePrincipalPolicy.PermissionsBoundaryPolicyInputList honoured — in the place of the boundary that is there
    // ledger: SimulatePrincipalPolicy.CallerArn honoured — a user, in whose name a resource policy is asked
    test("asks a role's policies within its boundary, or within another that is given", async () => {
      await using world = await open();
      const { iam } = world;
      const { Policy } = await iam('CreatePolicy', { PolicyName: 'limits', PolicyDocument: allowing('s3:*') });
      await world.role('reader', { PermissionsBoundary: Policy!.Arn! });
      await iam('AttachRolePolicy', { RoleName: 'reader', PolicyArn: administrator });
      const input = { PolicySourceArn: arnOf('role', 'reader'), ActionNames: ['s3:GetObject', 'ec2:RunInstances'] };
      const within = await iam('SimulatePrincipalPolicy', input);
      assert.deepEqual(decisions(within), ['s3:GetObject allowed', 'ec2:RunInstances implicitDeny']);
      assert.deepEqual(
        within.EvaluationResults![0]!.MatchedStatements!.map(({ SourcePolicyId }) => SourcePolicyId),
        ['AdministratorAccess', 'limits'],
      );
      const other = await iam('SimulatePrincipalPolicy', {
        ...input,
        PermissionsBoundaryPolicyInputList: [allowing('ec2:*')],
      });
      assert.deepEqual(decisions(other), ['s3:GetObject implicitDeny', 'ec2:RunInstances allowed']);
    });
  });
}

function entry(
  ContextKeyName: string,
  value: string,
  ContextKeyType: 'string' | 'numeric' | 'boolean' | 'date' | 'ipList' = 'string',
) {
  return { ContextKeyName, ContextKeyValues: [value], ContextKeyType };
}

suite('simulations', () => {
  // ledger: SimulateCustomPolicy.ResourceArns differs — characters of the policies times resources and context values are at most 4,000,000 for an action, so that no question keeps the server busy for long
  test('are refused that would keep the server busy: many resources or values against long policies', async () => {
    await using world = await openIamWorld();
    const Resource = Array.from({ length: 400 }, () => `arn:aws:s3:::*${'a'.repeat(200)}b`);
    const long = policy({ Effect: 'Allow', Action: '*', Resource });
    const key = { ContextKeyName: 'aws:key', ContextKeyType: 'stringList' as const };
    const asked = (more: Partial<Iam['SimulateCustomPolicy']['input']>) =>
      world.iam('SimulateCustomPolicy', { PolicyInputList: [long], ActionNames: ['s3:GetObject'], ...more });
    const fewer = refusal('InvalidInput', /fewer resources, context values or policies/);
    for (const more of [
      { ResourceArns: Array.from({ length: 100 }, (_, at) => `arn:aws:s3:::b/${at}`) },
      { ContextEntries: [{ ...key, ContextKeyValues: Array.from({ length: 100 }, () => 'a') }] },
      { ContextEntries: [{ ...key, ContextKeyValues: ['a'.repeat(200_000)] }] },
    ]) {
      await assert.rejects(asked(more), fewer);
    }
    const actions = Array.from({ length: 60 }, (_, at) => `s3:Get${at}`);
    const first = await asked({ ActionNames: actions });
    assert.ok(first.EvaluationResults!.length < 60 && first.IsTruncated);
    const next = await asked({ ActionNames: actions, Marker: first.Marker });
    assert.equal(next.EvaluationResults![0]!.EvalActionName, actions[first.EvaluationResults!.length]);
  });
});
