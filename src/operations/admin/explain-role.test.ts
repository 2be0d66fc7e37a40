import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  type IdentityWorld,
  openIdentityWorld,
  trustsPool,
  type UserPoolPlace,
} from '../../../test/support/identity-world.ts';
import { samlIdp } from '../../../test/support/saml-idp.ts';
import { updateAssumeRolePolicy } from '../iam/roles/update-assume-role-policy.ts';
import { explainRole } from './explain-role.ts';
import type { ExplainRoleInput } from './explained.ts';

const nobody = 'us-east-1:00000000-0000-0000-0000-000000000000';
const arn = (name: string) => `arn:aws:iam::000000000000:role/${name}`;
const call = { requestId: '1', region: 'us-east-1' };

const why = (world: IdentityWorld, input: ExplainRoleInput) => explainRole(input, world.services, call);

/** A pool whose readers come from a user pool and get the role `reader`. */
async function readers(world: IdentityWorld, settings: Parameters<IdentityWorld['identityPool']>[0] = {}) {
  const place = await world.userPool();
  const poolId = await world.identityPool({ CognitoIdentityProviders: [place.provider], ...settings });
  await world.poolRole('reader', poolId);
  await world.id('SetIdentityPoolRoles', { IdentityPoolId: poolId, Roles: { authenticated: arn('reader') } });
  return { place, poolId, mappingKey: `${place.key}:${place.clientId}` };
}

const tagsFrom = (world: IdentityWorld, poolId: string, place: UserPoolPlace, PrincipalTags: Record<string, string>) =>
  world.id('SetPrincipalTagAttributeMap', {
    IdentityPoolId: poolId,
    IdentityProviderName: place.key,
    PrincipalTags,
  });

const changeTrust = async (world: IdentityWorld, RoleName: string, PolicyDocument: string) => {
  await updateAssumeRolePolicy({ RoleName, PolicyDocument }, world.services);
};

/** What GetCredentialsForIdentity really answers: the role, or the error. */
async function really(
  world: IdentityWorld,
  poolId: string,
  logins: Readonly<Record<string, string>> | undefined,
  CustomRoleArn?: string,
) {
  const Logins = logins && { ...logins };
  const { IdentityId } = await world.id('GetId', { IdentityPoolId: poolId, Logins });
  try {
    const { Credentials } = await world.id('GetCredentialsForIdentity', {
      IdentityId: IdentityId!,
      Logins,
      CustomRoleArn,
    });
    const key = { AccessKeyId: Credentials!.AccessKeyId!, SessionToken: Credentials!.SessionToken! };
    return {
      role: (await world.account.signedWith(key))?.session?.roleArn,
      tags: (await world.account.signedWith(key))?.session?.tags,
    };
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    return { Code: code, Message: message };
  }
}

suite('a question about a role is refused', () => {
  const cases: readonly (readonly [
    what: string,
    input: (place: Pools) => ExplainRoleInput,
    code: string,
    message: RegExp,
  ])[] = [
    [
      'for an unknown pool',
      () => ({ IdentityPoolId: nobody }),
      'ResourceNotFoundException',
      /^IdentityPool '.*' not found\.$/,
    ],
    [
      'for an unknown identity',
      () => ({ IdentityId: nobody }),
      'ResourceNotFoundException',
      /^Identity '.*' not found\.$/,
    ],
    [
      'for an unknown user',
      ({ poolId }) => ({ IdentityPoolId: poolId, Username: 'bob' }),
      'UserNotFoundException',
      /^User does not exist\.$/,
    ],
    [
      'for a provider that the pool does not have',
      ({ poolId }) => ({ IdentityPoolId: poolId, Provider: 'accounts.google.com' }),
      'ValidationException',
      /^accounts\.google\.com is no provider of this identity pool, which has cognito-idp\.us-east-1\.amazonaws\.com\//,
    ],
    [
      'for a token of another client',
      ({ poolId }) => ({ IdentityPoolId: poolId, Claims: { aud: 'other' } }),
      'NotAuthorizedException',
      /^Token is not from a supported provider of this identity pool\.$/,
    ],
    [
      'where a user of several providers is meant',
      ({ several }) => ({ IdentityPoolId: several, Claims: {} }),
      'ValidationException',
      /^The identity pool has several providers \(.*, accounts\.google\.com\): Provider must say which is meant\.$/,
    ],
    [
      'where a username is of no user pool',
      ({ several }) => ({ IdentityPoolId: several, Provider: 'accounts.google.com', Username: 'ada' }),
      'ValidationException',
      /^Username is for user pools, and accounts\.google\.com is none: give its claims\.$/,
    ],
    [
      'where nobody can sign in',
      ({ guests }) => ({ IdentityPoolId: guests, Username: 'ada' }),
      'ValidationException',
      /^The identity pool has no provider that a user could come from\.$/,
    ],
  ];
  interface Pools {
    readonly poolId: string;
    readonly several: string;
    readonly guests: string;
  }
  for (const [what, input, code, message] of cases) {
    test(what, async () => {
      await using world = await openIdentityWorld();
      const { place, poolId } = await readers(world);
      const several = await world.identityPool({
        CognitoIdentityProviders: [place.provider],
        SupportedLoginProviders: { 'accounts.google.com': 'app' },
      });
      const guests = await world.identityPool({ AllowUnauthenticatedIdentities: true });
      await assert.rejects(why(world, input({ poolId, several, guests })), { code, message });
    });
  }

  test('where the identity is another user’s', async () => {
    await using world = await openIdentityWorld();
    const { place, poolId } = await readers(world);
    const ada = await world.reader(place, 'ada');
    await world.reader(place, 'bob');
    const { IdentityId } = await world.id('GetId', { IdentityPoolId: poolId, Logins: { ...ada.logins } });
    await assert.rejects(why(world, { IdentityId: IdentityId!, Username: 'bob' }), {
      code: 'ValidationException',
      message: 'The identity is not that of bob.',
    });
    await assert.rejects(why(world, { IdentityId: IdentityId!, Claims: { sub: 'x' } }), {
      code: 'ValidationException',
      message: 'The identity is not x.',
    });
  });
});

suite('an identity gets no credentials, and is told why and what would mend it', () => {
  test('a guest where guests are off', async () => {
    await using world = await openIdentityWorld();
    const { poolId } = await readers(world);
    const told = await why(world, { IdentityPoolId: poolId });
    assert.equal(told.Granted, false);
    assert.deepEqual(told.Obstacles[0], { Kind: 'guestsNotAllowed', Sentence: 'The pool has no guests.' });
    assert.deepEqual(told.ClientSees, {
      Code: 'NotAuthorizedException',
      Message: 'Unauthenticated access is not supported for this identity pool.',
    });
    assert.equal(
      told.Change?.Sentence,
      'The identity would get credentials if the pool allowed guests (AllowUnauthenticatedIdentities), and if the pool had a role for unauthenticated identities (SetIdentityPoolRoles).',
    );

    const pool = await world.id('DescribeIdentityPool', { IdentityPoolId: poolId });
    await world.id('UpdateIdentityPool', {
      ...pool,
      IdentityPoolId: poolId,
      IdentityPoolName: 'readers',
      AllowUnauthenticatedIdentities: true,
    });
    await world.poolRole('guest', poolId, { amr: 'unauthenticated' });
    await world.id('SetIdentityPoolRoles', { IdentityPoolId: poolId, Roles: { unauthenticated: arn('guest') } });
    const then = await why(world, { IdentityPoolId: poolId });
    assert.equal(then.Granted, true);
    assert.equal((await really(world, poolId, undefined)).role, then.Role);
  });

  test('a role whose trust policy names another pool', async () => {
    await using world = await openIdentityWorld();
    const { place, poolId } = await readers(world);
    const ada = await world.reader(place, 'ada');
    await changeTrust(world, 'reader', trustsPool(nobody));
    const told = await why(world, { IdentityPoolId: poolId, Username: 'ada' });
    assert.equal(
      told.Sentence,
      `The identity gets no credentials. The trust policy of ${arn('reader')} does not allow sts:AssumeRoleWithWebIdentity.`,
    );
    assert.deepEqual(told.ClientSees, await really(world, poolId, ada.logins));
    const [decision] = told.Trust;
    const failing = decision?.Looked[0]?.Parts.filter(({ Holds }) => !Holds);
    assert.deepEqual(failing, [
      {
        Part: 'condition',
        Name: 'StringEquals cognito-identity.amazonaws.com:aud',
        Wanted: [nobody],
        Found: poolId,
        Holds: false,
      },
    ]);
    assert.equal(
      told.Change?.Sentence,
      `The identity would get credentials if statement 1 of ${arn('reader')} also took ${poolId} as StringEquals cognito-identity.amazonaws.com:aud (it takes ${nobody}).`,
    );

    const [step] = told.Change!.Steps;
    const trust = JSON.parse(trustsPool(nobody));
    trust.Statement[step!.StatementNumber! - 1].Condition.StringEquals['cognito-identity.amazonaws.com:aud'] = [
      nobody,
      step!.Add,
    ];
    await changeTrust(world, 'reader', JSON.stringify(trust));
    assert.equal((await why(world, { IdentityPoolId: poolId, Username: 'ada' })).Granted, true);
    assert.equal((await really(world, poolId, ada.logins)).role, arn('reader'));
  });

  test('an ambiguous mapping, rule by rule', async () => {
    await using world = await openIdentityWorld();
    const { place, poolId, mappingKey } = await readers(world);
    await world.poolRole('paid', poolId);
    const rule = { Claim: 'custom:tier', MatchType: 'Equals', Value: 'paid', RoleARN: arn('paid') } as const;
    await world.id('SetIdentityPoolRoles', {
      IdentityPoolId: poolId,
      Roles: { authenticated: arn('reader') },
      RoleMappings: {
        [mappingKey]: { Type: 'Rules', AmbiguousRoleResolution: 'Deny', RulesConfiguration: { Rules: [rule] } },
      },
    });
    const ada = await world.reader(place, 'ada', { email: 'ada@example.com', 'custom:tier': 'free' });
    const told = await why(world, { IdentityPoolId: poolId, Username: 'ada' });
    assert.equal(told.Granted, false);
    assert.equal(told.Mapping, mappingKey);
    assert.equal(told.AmbiguousRoleResolution, 'Deny');
    assert.deepEqual(told.Rules, [{ ...rule, Found: 'free', Matched: false }]);
    assert.deepEqual(told.ClientSees, {
      Code: 'NotAuthorizedException',
      Message: 'The ambiguous role mapping rules denied this request',
    });
    assert.deepEqual(told.ClientSees, await really(world, poolId, ada.logins));
    assert.deepEqual(
      [told.Change, ...told.OtherChanges].map((change) => change?.Sentence),
      [
        "The identity would get credentials if the claim custom:tier were 'paid' (it is 'free').",
        `The identity would get credentials if the mapping of ${mappingKey} gave what is ambiguous the role for authenticated identities (AmbiguousRoleResolution AuthenticatedRole).`,
      ],
    );

    const [step] = told.Change!.Steps;
    const asIf = await why(world, { IdentityPoolId: poolId, Username: 'ada', Claims: { [step!.Key!]: step!.To } });
    assert.deepEqual([asIf.Granted, asIf.Role], [true, arn('paid')]);
    await world.run('AdminUpdateUserAttributes', {
      UserPoolId: place.poolId,
      Username: 'ada',
      UserAttributes: [{ Name: step!.Key!, Value: String(step!.To) }],
    });
    const then = await why(world, { IdentityPoolId: poolId, Username: 'ada' });
    assert.deepEqual([then.Granted, then.Role], [true, arn('paid')]);
    assert.equal((await really(world, poolId, (await world.signedIn(place, 'ada')).logins)).role, arn('paid'));
  });

  test('a role that was not to be asked for', async () => {
    await using world = await openIdentityWorld();
    const { place, poolId } = await readers(world);
    const ada = await world.reader(place, 'ada');
    const told = await why(world, { IdentityPoolId: poolId, Username: 'ada', CustomRoleArn: arn('owner') });
    assert.deepEqual(told.ClientSees, await really(world, poolId, ada.logins, arn('owner')));
    assert.equal(told.Change?.Sentence, 'The identity would get credentials if no particular role were asked for.');
    assert.equal((await why(world, { IdentityPoolId: poolId, Username: 'ada' })).Granted, true);
  });

  test('a role that does not exist', async () => {
    await using world = await openIdentityWorld();
    const { place, poolId } = await readers(world);
    const ada = await world.reader(place, 'ada');
    await world.store.write(async ({ iam }) => {
      await iam.changing();
      await iam.roles.delete((await iam.roles.find('reader'))!.id);
    });
    world.services.iam.forget();
    const told = await why(world, { IdentityPoolId: poolId, Username: 'ada' });
    assert.deepEqual(told.ClientSees, await really(world, poolId, ada.logins));
    assert.equal(
      told.Change?.Sentence,
      `The identity would get credentials if the role ${arn('reader')} existed (CreateRole).`,
    );
    await world.poolRole('reader', poolId);
    assert.equal((await why(world, { IdentityPoolId: poolId, Username: 'ada' })).Granted, true);
  });

  test('tags where the role does not allow sts:TagSession', async () => {
    await using world = await openIdentityWorld();
    const { place, poolId } = await readers(world);
    const ada = await world.reader(place, 'ada');
    await tagsFrom(world, poolId, place, { mail: 'email' });
    const told = await why(world, { IdentityPoolId: poolId, Username: 'ada' });
    assert.deepEqual({ ...told.Tags }, { mail: 'ada@example.com' });
    assert.deepEqual(
      told.Trust.map(({ Action, Allowed }) => [Action, Allowed]),
      [
        ['sts:AssumeRoleWithWebIdentity', true],
        ['sts:TagSession', false],
      ],
    );
    assert.deepEqual(told.ClientSees, await really(world, poolId, ada.logins));
    assert.equal(
      told.Change?.Sentence,
      `The identity would get credentials if statement 1 of ${arn('reader')} also had sts:TagSession as Action (it has sts:AssumeRoleWithWebIdentity).`,
    );
    await changeTrust(
      world,
      'reader',
      trustsPool(poolId, 'authenticated', ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession']),
    );
    assert.equal((await why(world, { IdentityPoolId: poolId, Username: 'ada' })).Granted, true);
    assert.deepEqual((await really(world, poolId, ada.logins)).tags, { mail: 'ada@example.com' });
  });

  test('a role that trusts another pool, and no tags, which both are told at once', async () => {
    await using world = await openIdentityWorld();
    const { place, poolId } = await readers(world);
    const ada = await world.reader(place, 'ada');
    await tagsFrom(world, poolId, place, { mail: 'email' });
    await changeTrust(world, 'reader', trustsPool(nobody));
    const told = await why(world, { IdentityPoolId: poolId, Username: 'ada' });
    assert.deepEqual(
      told.Change?.Steps.map(({ Kind, StatementNumber, Part, Add }) => [Kind, StatementNumber, Part, Add]),
      [
        ['widenStatement', 1, 'condition', poolId],
        ['widenStatement', 1, 'action', 'sts:TagSession'],
      ],
    );
    const trust = JSON.parse(trustsPool(nobody));
    const [{ Condition }] = trust.Statement;
    Condition.StringEquals['cognito-identity.amazonaws.com:aud'] = [nobody, told.Change?.Steps[0]?.Add];
    trust.Statement[0].Action = [trust.Statement[0].Action, told.Change?.Steps[1]?.Add].flat();
    await changeTrust(world, 'reader', JSON.stringify(trust));
    assert.equal((await why(world, { IdentityPoolId: poolId, Username: 'ada' })).Granted, true);
    assert.equal((await really(world, poolId, ada.logins)).role, arn('reader'));
  });

  test('tags that are too long', async () => {
    await using world = await openIdentityWorld();
    const { place, poolId } = await readers(world);
    await world.reader(place, 'ada');
    await tagsFrom(world, poolId, place, { tier: 'custom:tier' });
    await changeTrust(world, 'reader', trustsPool(poolId, 'authenticated', ['sts:*']));
    const ask = (tier: string) =>
      why(world, { IdentityPoolId: poolId, Username: 'ada', Claims: { 'custom:tier': tier } });
    const told = await ask('a'.repeat(461));
    assert.equal(told.Granted, false);
    assert.equal(told.ClientSees?.Code, 'InvalidIdentityPoolConfigurationException');
    assert.deepEqual(
      told.Change?.Steps.map(({ Kind }) => Kind),
      ['shortenTags'],
    );
    assert.equal((await ask('paid')).Granted, true);
    // Between what a claim may be and what a tag may be, STS has its own word.
    const long = await ask('a'.repeat(300));
    assert.deepEqual(
      long.Obstacles.map(({ Kind }) => Kind),
      ['sessionRefused'],
    );
  });

  test('a trust policy that lacks aud or amr', async () => {
    await using world = await openIdentityWorld();
    const { place, poolId } = await readers(world);
    const ada = await world.reader(place, 'ada');
    const trust = JSON.parse(trustsPool(poolId));
    delete trust.Statement[0].Condition['ForAnyValue:StringLike'];
    await changeTrust(world, 'reader', JSON.stringify(trust));
    const told = await why(world, { IdentityPoolId: poolId, Username: 'ada' });
    assert.equal(told.Trust[0]?.Allowed, true, 'the policy by itself would allow it');
    assert.deepEqual(
      told.Obstacles.map(({ Kind }) => Kind),
      ['trustNamesNoPool'],
    );
    assert.deepEqual(told.ClientSees, await really(world, poolId, ada.logins));
    await changeTrust(world, 'reader', trustsPool(poolId));
    assert.equal((await why(world, { IdentityPoolId: poolId, Username: 'ada' })).Granted, true);
  });

  test('a trust policy that is for others, and would be too open if it were for this pool', async () => {
    await using world = await openIdentityWorld();
    const { place, poolId } = await readers(world);
    const ada = await world.reader(place, 'ada');
    const trust = JSON.parse(trustsPool(poolId));
    const [statement] = trust.Statement;
    const { Condition } = statement;
    Object.assign(statement, { Principal: { Federated: 'accounts.google.com' }, Condition: undefined });
    await changeTrust(world, 'reader', JSON.stringify(trust));
    const told = await why(world, { IdentityPoolId: poolId, Username: 'ada' });
    assert.deepEqual(told.ClientSees, await really(world, poolId, ada.logins));
    assert.deepEqual(
      told.Change?.Steps.map(({ Kind, Add }) => [Kind, Add]),
      [
        ['widenStatement', 'cognito-identity.amazonaws.com'],
        ['nameTrustKeys', undefined],
      ],
    );
    const widened = { Federated: ['accounts.google.com', told.Change?.Steps[0]?.Add] };
    Object.assign(statement, { Principal: widened });
    await changeTrust(world, 'reader', JSON.stringify(trust));
    const half = await why(world, { IdentityPoolId: poolId, Username: 'ada' });
    assert.deepEqual(
      half.Obstacles.map(({ Kind }) => Kind),
      ['trustNamesNoPool'],
    );
    Object.assign(statement, { Condition });
    await changeTrust(world, 'reader', JSON.stringify(trust));
    assert.equal((await why(world, { IdentityPoolId: poolId, Username: 'ada' })).Granted, true);
  });

  test('a guest whose role is for those who have signed in', async () => {
    await using world = await openIdentityWorld();
    const { poolId } = await readers(world, { AllowUnauthenticatedIdentities: true });
    await world.id('SetIdentityPoolRoles', {
      IdentityPoolId: poolId,
      Roles: { authenticated: arn('reader'), unauthenticated: arn('reader') },
    });
    const told = await why(world, { IdentityPoolId: poolId });
    assert.deepEqual(told.ClientSees, await really(world, poolId, undefined));
    assert.deepEqual(
      told.Change?.Steps.map(({ Kind }) => Kind),
      ['signIn'],
    );
  });

  test('a user who is disabled, and one who is not confirmed', async () => {
    await using world = await openIdentityWorld();
    const { place, poolId } = await readers(world);
    await world.reader(place, 'ada');
    await world.run('AdminDisableUser', { UserPoolId: place.poolId, Username: 'ada' });
    const told = await why(world, { IdentityPoolId: poolId, Username: 'ada' });
    assert.deepEqual([told.Granted, told.ClientSees?.Message], [false, 'User is disabled.']);
    assert.deepEqual(
      told.Change?.Steps.map(({ Kind }) => Kind),
      ['enableUser'],
    );
    await world.run('AdminEnableUser', { UserPoolId: place.poolId, Username: 'ada' });
    assert.equal((await why(world, { IdentityPoolId: poolId, Username: 'ada' })).Granted, true);

    await world.run('SignUp', { ClientId: place.clientId, Username: 'bob', Password: 'Correct-Horse-9!' });
    const bob = await why(world, { IdentityPoolId: poolId, Username: 'bob' });
    assert.deepEqual([bob.Granted, bob.ClientSees?.Code], [false, 'UserNotConfirmedException']);
  });

  test('an identity that was merged into another, and one whose user is gone', async () => {
    await using world = await openIdentityWorld();
    const { place, poolId } = await readers(world, { AllowUnauthenticatedIdentities: true });
    const ada = await world.reader(place, 'ada');
    const first = await world.id('GetId', { IdentityPoolId: poolId, Logins: { ...ada.logins } });
    const guest = await world.id('GetId', { IdentityPoolId: poolId });
    await world.id('GetCredentialsForIdentity', { IdentityId: guest.IdentityId!, Logins: { ...ada.logins } });
    const told = await why(world, { IdentityId: guest.IdentityId! });
    assert.deepEqual(told.ClientSees, {
      Code: 'NotAuthorizedException',
      Message: `Access to Identity '${guest.IdentityId}' is forbidden.`,
    });
    assert.match(told.Sentence, new RegExp(`was merged into ${first.IdentityId}, and is disabled`));

    await world.run('AdminDeleteUser', { UserPoolId: place.poolId, Username: 'ada' });
    const gone = await why(world, { IdentityId: first.IdentityId! });
    assert.deepEqual(
      gone.Obstacles.map(({ Kind }) => Kind),
      ['userGone'],
    );
    assert.equal(gone.Change, undefined, 'nothing brings a user back');
  });
});

test('a SAML user of several roles has to ask for one, and a question about it is answered without an assertion', async () => {
  await using world = await openIdentityWorld();
  const idp = samlIdp({ now: world.clock.now });
  await world.account.samlProvider('corp', idp.metadata);
  const provider = 'arn:aws:iam::000000000000:saml-provider/corp';
  const poolId = await world.identityPool({ SamlProviderARNs: [provider] });
  for (const name of ['reader', 'editor']) await world.poolRole(name, poolId);
  const pairs = ['reader', 'editor'].map((name) => `${arn(name)},${provider}`);
  const logins = () => ({ [provider]: idp.response({ nameId: 'ada', roles: pairs }) });
  const Claims = {
    'https://aws.amazon.com/SAML/Attributes/Role': pairs,
    'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier': 'ada',
  };
  const told = await why(world, { IdentityPoolId: poolId, Claims });
  assert.deepEqual([told.Granted, told.Logins[0]?.Roles], [false, [arn('reader'), arn('editor')]]);
  assert.deepEqual(told.ClientSees, await really(world, poolId, logins()));
  assert.deepEqual(
    [told.Change, ...told.OtherChanges].map((change) => change?.Steps.map(({ Kind, RoleArn }) => [Kind, RoleArn])),
    [[['askForRole', arn('reader')]], [['askForRole', arn('editor')]]],
  );
  const CustomRoleArn = told.Change!.Steps[0]!.RoleArn!;
  const then = await why(world, { IdentityPoolId: poolId, Claims, CustomRoleArn });
  assert.deepEqual([then.Granted, then.Role], [true, arn('reader')]);
  assert.equal((await really(world, poolId, logins(), CustomRoleArn)).role, arn('reader'));

  const { IdentityId } = await world.id('GetId', { IdentityPoolId: poolId, Logins: logins() });
  assert.equal(then.IdentityId, IdentityId);
  const known = await why(world, {
    IdentityId: IdentityId!,
    CustomRoleArn,
    Claims: { [Object.keys(Claims)[0]!]: pairs },
  });
  assert.deepEqual([known.Granted, known.Logins[0]?.Subject], [true, then.Logins[0]?.Subject]);
  const bob = { 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier': 'bob' };
  await assert.rejects(why(world, { IdentityId: IdentityId!, Claims: bob }), {
    code: 'ValidationException',
    message: 'The identity is not bob.',
  });
});

test('an identity is told which one has its login, and that a provider is gone', async () => {
  await using world = await openIdentityWorld();
  const { place, poolId } = await readers(world);
  const ada = await world.reader(place, 'ada');
  const bob = await world.reader(place, 'bob');
  const own = await world.id('GetId', { IdentityPoolId: poolId, Logins: { ...ada.logins } });
  const other = await world.id('GetId', { IdentityPoolId: poolId, Logins: { ...bob.logins } });
  await world.id('UnlinkIdentity', {
    IdentityId: own.IdentityId!,
    Logins: { ...ada.logins },
    LoginsToRemove: [place.key],
  });
  const told = await why(world, { IdentityId: own.IdentityId!, Provider: place.key, Username: 'bob' });
  assert.deepEqual(
    told.Obstacles.map(({ Kind }) => Kind),
    ['loginsDontMatch'],
  );
  assert.equal(
    told.Change?.Sentence,
    `The identity would get credentials if the identity ${other.IdentityId}, which has this login, were used.`,
  );
  assert.equal(
    (await why(world, { IdentityId: other.IdentityId!, Provider: place.key, Username: 'bob' })).Granted,
    true,
  );
  const left = await why(world, { IdentityId: own.IdentityId! });
  assert.deepEqual(
    left.Obstacles.map(({ Kind }) => Kind),
    ['guestsNotAllowed', 'identityForbidden', 'noRole'],
  );
  assert.equal(left.Change, undefined, 'an identity that has had logins is no guest any more');

  const oidc = await world.account.oidcProvider('https://login.example.com', ['app']);
  const second = await world.identityPool({ OpenIdConnectProviderARNs: [oidc] });
  await world.store.write(async ({ iam }) => {
    await iam.changing();
    await iam.oidcProviders.delete('login.example.com');
  });
  world.services.iam.forget();
  const gone = await why(world, { IdentityPoolId: second, Claims: { sub: '7' } });
  assert.equal(gone.Obstacles[0]?.Kind, 'providerGone');
});

suite('an identity gets its role', () => {
  async function withGroups(
    world: IdentityWorld,
    place: UserPoolPlace,
    groups: readonly (readonly [name: string, precedence: number])[],
  ) {
    for (const [name, Precedence] of groups) {
      await world.run(
        'CreateGroup',
        { UserPoolId: place.poolId, GroupName: name, Precedence, RoleArn: arn(name) },
        { principal: world.account.root },
      );
      await world.run('AdminAddUserToGroup', { UserPoolId: place.poolId, GroupName: name, Username: 'ada' });
    }
  }

  test('by the groups of its user, as a token would name them now, and several without a preference are ambiguous', async () => {
    await using world = await openIdentityWorld();
    const { place, poolId, mappingKey } = await readers(world);
    await world.id('SetIdentityPoolRoles', {
      IdentityPoolId: poolId,
      Roles: { authenticated: arn('reader') },
      RoleMappings: { [mappingKey]: { Type: 'Token', AmbiguousRoleResolution: 'Deny' } },
    });
    await world.poolRole('paid', poolId);
    await world.poolRole('staff', poolId);
    await world.reader(place, 'ada');
    await withGroups(world, place, [
      ['paid', 1],
      ['staff', 1],
    ]);
    const told = await why(world, { IdentityPoolId: poolId, Username: 'ada' });
    assert.deepEqual([told.Granted, told.MappingType], [false, 'Token']);
    assert.deepEqual(told.Logins[0]?.Roles, [arn('paid'), arn('staff')]);
    assert.deepEqual(told.ClientSees, await really(world, poolId, (await world.signedIn(place, 'ada')).logins));
    const [step] = told.Change!.Steps;
    assert.deepEqual([step?.Key, step?.To], ['cognito:preferred_role', arn('paid')]);

    await world.run(
      'UpdateGroup',
      { UserPoolId: place.poolId, GroupName: 'staff', Precedence: 2 },
      { principal: world.account.root },
    );
    const then = await why(world, { IdentityPoolId: poolId, Username: 'ada' });
    assert.deepEqual([then.Granted, then.Role, then.Because], [true, arn('paid'), 'the token prefers it']);
    assert.equal((await really(world, poolId, (await world.signedIn(place, 'ada')).logins)).role, arn('paid'));
  });

  test('as the identity that its login leads to, and nothing is linked by asking', async () => {
    await using world = await openIdentityWorld();
    const { place, poolId } = await readers(world);
    const ada = await world.reader(place, 'ada');
    const before = await why(world, { IdentityPoolId: poolId, Username: 'ada' });
    assert.equal(before.IdentityId, nobody);
    assert.match(before.Notes.join(' '), /would be a new one/);
    const { Identities } = await world.id('ListIdentities', { IdentityPoolId: poolId, MaxResults: 10 });
    assert.deepEqual(Identities, []);
    const { IdentityId } = await world.id('GetId', { IdentityPoolId: poolId, Logins: { ...ada.logins } });
    const after = await why(world, { IdentityPoolId: poolId, Username: 'ada' });
    assert.equal(after.IdentityId, IdentityId);
    assert.deepEqual({ ...(await why(world, { IdentityId: IdentityId! })) }, after);
    assert.equal(
      after.Sentence,
      `The identity gets ${arn('reader')}: it is the pool's role for authenticated identities.`,
    );
  });

  test('and loses it by what is told', async () => {
    await using world = await openIdentityWorld();
    const { place, poolId } = await readers(world);
    await world.reader(place, 'ada');
    const told = await why(world, { IdentityPoolId: poolId, Username: 'ada' });
    assert.equal(
      told.Change?.Sentence,
      `It would be denied if statement 1 of ${arn('reader')}, which allows it, were removed.`,
    );
  });

  test('whatever provider it comes from', async () => {
    await using world = await openIdentityWorld();
    const oidc = await world.account.oidcProvider('https://login.example.com', ['app']);
    const poolId = await world.identityPool({
      SupportedLoginProviders: { 'accounts.google.com': 'google-app', 'graph.facebook.com': 'facebook-app' },
      OpenIdConnectProviderARNs: [oidc],
      DeveloperProviderName: 'login.mine',
    });
    await world.poolRole('reader', poolId);
    await world.id('SetIdentityPoolRoles', { IdentityPoolId: poolId, Roles: { authenticated: arn('reader') } });
    const cases: readonly (readonly [provider: string, input: Partial<ExplainRoleInput>, amr: string])[] = [
      ['accounts.google.com', { Claims: { sub: '7' } }, 'accounts.google.com:google-app:7'],
      ['graph.facebook.com', { Claims: { sub: '7' } }, 'graph.facebook.com:facebook-app:7'],
      [oidc, { Claims: { sub: '7' } }, `${oidc}:OIDC:7`],
      ['login.mine', { Username: 'ada' }, `login.mine:${poolId}:ada`],
    ];
    for (const [Provider, input, amr] of cases) {
      const told = await why(world, { IdentityPoolId: poolId, Provider, ...input });
      assert.equal(told.Granted, true, Provider);
      const parts = told.Trust[0]!.DecidedBy[0]!.Parts;
      assert.ok(
        parts.some(({ Found }) => Array.isArray(Found) && Found.includes(amr)),
        amr,
      );
    }
    await assert.rejects(
      why(world, { IdentityPoolId: poolId, Provider: 'graph.facebook.com', Claims: { sub: '7', email: 'a@b' } }),
      {
        message: 'graph.facebook.com tells nothing but who somebody is: the only claim is sub.',
      },
    );
    await assert.rejects(why(world, { IdentityPoolId: poolId, Provider: 'login.mine', Claims: { sub: '7' } }), {
      message: 'Users of the developer provider login.mine have no claims.',
    });
  });
});
