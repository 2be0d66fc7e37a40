import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { allow, policy } from '../../support/account.ts';
import { account, type Newsroom, openNewsroom } from './newsroom.ts';

/*
 * A newsletter with guests, free readers, paying readers and editors, from the first look to what everybody may: through
 * the AWS SDK against a started server, with nothing in between that a program at AWS would not have.
 */
const sessionOf = (role: string) => `arn:aws:sts::${account}:assumed-role/${role}/CognitoIdentityCredentials`;
const api = `arn:aws:execute-api:us-east-1:${account}:newsapi/live`;
const graph = `arn:aws:appsync:us-east-1:${account}:apis/news/types/Query/fields`;
const bookmarks = `arn:aws:dynamodb:us-east-1:${account}:table/bookmarks`;

type Ask = readonly [action: string, resource: string, more?: Readonly<Record<string, string>>];

for (const engine of ['sqlite', 'postgres'] as const) {
  suite(`the newsletter on ${engine}`, { concurrency: 4 }, () => {
    let room: Newsroom;
    before(async () => {
      room = await openNewsroom(engine);
    });
    after(() => room[Symbol.asyncDispose]());

    /** What a role's policies decide for the session of an identity with a plan. */
    async function decided(
      role: string,
      [action, resource, more = {}]: Ask,
      who: { readonly identityId: string; readonly plan?: string },
    ): Promise<string> {
      const keys: Record<string, string> = {
        'cognito-identity.amazonaws.com:sub': who.identityId,
        'cognito-identity.amazonaws.com:aud': room.IdentityPoolId,
        ...(who.plan !== undefined && { 'aws:PrincipalTag/plan': who.plan }),
        ...more,
      };
      const { EvaluationResults } = await room.iam.simulatePrincipalPolicy({
        ...{ PolicySourceArn: room.roleArn(role), ActionNames: [action], ResourceArns: [resource] },
        ContextEntries: Object.entries(keys).map(([ContextKeyName, value]) => {
          const isList = ContextKeyName === 'dynamodb:LeadingKeys';
          return { ContextKeyName, ContextKeyValues: [value], ContextKeyType: isList ? 'stringList' : 'string' };
        }),
      });
      return EvaluationResults![0]!.EvalDecision!;
    }

    test('a guest who signs up and signs in keeps the identity, and becomes a free reader', async () => {
      const identityId = await room.guest();
      const guest = await room.credentials(identityId);
      assert.equal(guest.arn, sessionOf('Guest'));
      await room.signUp('ada');
      const logins = await room.signIn('ada');
      const reader = await room.credentials(identityId, logins);
      assert.deepEqual([reader.identityId, reader.arn], [identityId, sessionOf('FreeReader')]);
      // On another device, where another guest has looked around before, it is the same identity.
      const elsewhere = await room.credentials(await room.guest(), await room.signIn('ada'));
      assert.equal(elsewhere.identityId, identityId);
      assert.equal((await room.signedIn(logins)).identityId, identityId);
      await assert.rejects(room.credentials(identityId), {
        ...{ name: 'NotAuthorizedException', message: `Access to Identity '${identityId}' is forbidden.` },
      });
    });

    test('a reader who pays gets another role, and keeps the identity', async () => {
      await room.signUp('bob', { 'custom:plan': 'gold' });
      await room.joins('bob', 'free');
      const free = await room.signedIn(await room.signIn('bob'));
      assert.equal(free.arn, sessionOf('FreeReader'));
      await room.joins('bob', 'paid');
      const paid = await room.signedIn(await room.signIn('bob'));
      assert.deepEqual([paid.identityId, paid.arn], [free.identityId, sessionOf('PaidReader')]);
      const { Logins } = await room.identityPools.describeIdentity({ IdentityId: free.identityId });
      assert.deepEqual(Logins, [room.key]);
    });

    test('two readers have two identities, and neither is let into the other’s', async () => {
      await room.signUp('carl');
      await room.signUp('dora');
      const [carl, dora] = [
        await room.signedIn(await room.signIn('carl')),
        await room.signedIn(await room.signIn('dora')),
      ];
      assert.notEqual(carl.identityId, dora.identityId);
      await assert.rejects(room.credentials(carl.identityId, await room.signIn('dora')), {
        ...{ name: 'NotAuthorizedException', message: /^Logins don't match\./ },
      });
    });

    test('a reader who signs out everywhere is let in by no token from before', async () => {
      await room.signUp('finn');
      const logins = await room.signIn('finn');
      await room.signedIn(logins);
      await room.server.sdk.adminUserGlobalSignOut({ UserPoolId: room.UserPoolId, Username: 'finn' });
      await assert.rejects(room.signedIn(logins), { name: 'NotAuthorizedException' });
      await room.signedIn(await room.signIn('finn'));
    });

    test('policies with the identity in them let everybody into their own and nobody into another’s', async () => {
      await room.signUp('gina');
      const { identityId: own } = await room.signedIn(await room.signIn('gina'));
      const other = await room.guest();
      const asks: readonly [ask: Ask, guest: string, free: string][] = [
        [['s3:GetObject', 'arn:aws:s3:::news/free/today.html'], 'allowed', 'allowed'],
        [['s3:GetObject', 'arn:aws:s3:::news/gold/today.html'], 'implicitDeny', 'implicitDeny'],
        [['s3:PutObject', `arn:aws:s3:::notes/${own}/today.txt`], 'implicitDeny', 'allowed'],
        [['s3:PutObject', `arn:aws:s3:::notes/${other}/today.txt`], 'implicitDeny', 'implicitDeny'],
        [['s3:DeleteObject', `arn:aws:s3:::notes/${own}`], 'implicitDeny', 'implicitDeny'],
        [['s3:ListBucket', 'arn:aws:s3:::notes', { 's3:prefix': `${own}/drafts` }], 'implicitDeny', 'allowed'],
        [['s3:ListBucket', 'arn:aws:s3:::notes', { 's3:prefix': `${other}/drafts` }], 'implicitDeny', 'implicitDeny'],
        [['s3:ListBucket', 'arn:aws:s3:::notes'], 'implicitDeny', 'implicitDeny'],
        [['execute-api:Invoke', `${api}/GET/articles`], 'allowed', 'allowed'],
        [['execute-api:Invoke', `${api}/POST/articles`], 'implicitDeny', 'implicitDeny'],
        [['execute-api:Invoke', `${api}/PUT/readers/${own}/address`], 'implicitDeny', 'allowed'],
        [['execute-api:Invoke', `${api}/PUT/readers/${other}/address`], 'implicitDeny', 'implicitDeny'],
        [['appsync:GraphQL', `${graph}/freeArticles`], 'allowed', 'allowed'],
        [['appsync:GraphQL', `${graph}/paidArticles`], 'implicitDeny', 'implicitDeny'],
        [['dynamodb:PutItem', bookmarks, { 'dynamodb:LeadingKeys': own }], 'implicitDeny', 'allowed'],
        [['dynamodb:PutItem', bookmarks, { 'dynamodb:LeadingKeys': other }], 'implicitDeny', 'implicitDeny'],
      ];
      for (const [ask, guest, free] of asks) {
        const who = { identityId: own };
        const seen = [await decided('Guest', ask, who), await decided('FreeReader', ask, who)];
        assert.deepEqual(seen, [guest, free], ask.join(' '));
      }
    });

    test('policies with the plan in them let a paying reader into what the plan has and nothing above', async () => {
      const identityId = await room.guest();
      const asks: readonly [ask: Ask, silver: string, gold: string, none: string][] = [
        [['s3:GetObject', 'arn:aws:s3:::news/silver/a'], 'allowed', 'implicitDeny', 'implicitDeny'],
        [['s3:GetObject', 'arn:aws:s3:::news/gold/a'], 'implicitDeny', 'allowed', 'implicitDeny'],
        [['s3:GetObject', 'arn:aws:s3:::news/free/a'], 'allowed', 'allowed', 'allowed'],
        [['execute-api:Invoke', `${api}/GET/articles/gold`], 'implicitDeny', 'allowed', 'implicitDeny'],
        [['execute-api:Invoke', `${api}/GET/articles/silver`], 'allowed', 'implicitDeny', 'implicitDeny'],
        [['appsync:GraphQL', `${graph}/paidArticles`], 'implicitDeny', 'allowed', 'implicitDeny'],
      ];
      for (const [ask, silver, gold, none] of asks) {
        const seen = [
          await decided('PaidReader', ask, { identityId, plan: 'silver' }),
          await decided('PaidReader', ask, { identityId, plan: 'gold' }),
          await decided('PaidReader', ask, { identityId }),
        ];
        assert.deepEqual(seen, [silver, gold, none], ask.join(' '));
      }
      // A plan that is no word but a pattern stands for itself.
      const ask: Ask = ['s3:GetObject', 'arn:aws:s3:::news/gold/a'];
      assert.equal(await decided('PaidReader', ask, { identityId, plan: '*' }), 'implicitDeny');
    });

    test('a policy can be tried before anybody has it', async () => {
      const draft = policy(
        allow('appsync:GraphQL', `${graph}/*`, {
          Condition: { StringEquals: { 'aws:PrincipalTag/plan': ['silver', 'gold'] } },
        }),
        { Effect: 'Deny', Action: 'appsync:GraphQL', Resource: `${graph}/adminArticles` },
      );
      const tried = async (field: string, plan?: string) => {
        const { EvaluationResults } = await room.iam.simulateCustomPolicy({
          ...{ PolicyInputList: [draft], ActionNames: ['appsync:GraphQL'], ResourceArns: [`${graph}/${field}`] },
          ...(plan && {
            ContextEntries: [
              { ContextKeyName: 'aws:PrincipalTag/plan', ContextKeyValues: [plan], ContextKeyType: 'string' as const },
            ],
          }),
        });
        return [EvaluationResults![0]!.EvalDecision, EvaluationResults![0]!.MissingContextValues];
      };
      assert.deepEqual(await tried('paidArticles', 'gold'), ['allowed', []]);
      assert.deepEqual(await tried('paidArticles', 'none'), ['implicitDeny', []]);
      assert.deepEqual(await tried('paidArticles'), ['implicitDeny', ['aws:PrincipalTag/plan']]);
      assert.deepEqual(await tried('adminArticles', 'gold'), ['explicitDeny', []]);
    });

    test('a guest may less than the guests’ role, and is told that it is the session that does not allow it', async () => {
      const guest = await room.credentials(await room.guest());
      const { iam, identityPools, users } = room.as(guest.keys);
      assert.equal((await identityPools.listIdentityPools({ MaxResults: 60 })).IdentityPools!.length > 0, true);
      await assert.rejects(iam.listUsers({}), {
        name: 'AccessDenied',
        message: `User: ${guest.arn} is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::${account}:user/ because no session policy allows the iam:ListUsers action`,
      });
      const userPool = `arn:aws:cognito-idp:us-east-1:${account}:userpool/${room.UserPoolId}`;
      await assert.rejects(users.listUsers({ UserPoolId: room.UserPoolId }), {
        name: 'AccessDeniedException',
        message: `User: ${guest.arn} is not authorized to perform: cognito-idp:ListUsers on resource: ${userPool} because no identity-based policy allows the cognito-idp:ListUsers action`,
      });
    });

    test('an editor gets a role by a rule, and with it really sees the readers of this pool and of no other', async () => {
      // An identity pool of its own, whose rules look at the claims; the same role, for the same user pool.
      const { ClientId, UserPoolId, key } = room;
      const { IdentityPoolId = '' } = await room.identityPools.createIdentityPool({
        ...{ IdentityPoolName: 'desk', AllowUnauthenticatedIdentities: false },
        CognitoIdentityProviders: [{ ProviderName: key, ClientId }],
      });
      const RoleName = 'Editor';
      const { Role } = await room.iam.getRole({ RoleName });
      const trust = decodeURIComponent(Role!.AssumeRolePolicyDocument!).replace(room.IdentityPoolId, IdentityPoolId);
      await room.iam.updateAssumeRolePolicy({ RoleName, PolicyDocument: trust });
      const rule = (Claim: string, MatchType: 'Equals' | 'NotEqual' | 'Contains' | 'StartsWith', Value: string) => ({
        ...{ Claim, MatchType, Value, RoleARN: room.roleArn(RoleName) },
      });
      await room.identityPools.setIdentityPoolRoles({
        ...{ IdentityPoolId, Roles: {} },
        RoleMappings: {
          [`${key}:${ClientId}`]: {
            ...{ Type: 'Rules', AmbiguousRoleResolution: 'Deny' },
            RulesConfiguration: {
              Rules: [rule('custom:desk', 'Equals', 'readers'), rule('custom:desk', 'StartsWith', 'n')],
            },
          },
        },
      });
      await room.identityPools.setPrincipalTagAttributeMap({
        ...{ IdentityPoolId, IdentityProviderName: key, PrincipalTags: { desk: 'custom:desk' } },
      });
      const at = async (name: string) => {
        const Logins = await room.signIn(name);
        const { IdentityId } = await room.identityPools.getId({ IdentityPoolId, Logins });
        return room.credentials(IdentityId!, Logins);
      };
      await room.signUp('edith', { 'custom:desk': 'readers' });
      await room.signUp('nina', { 'custom:desk': 'news' });
      await room.signUp('hal', { 'custom:desk': 'sport' });

      const edith = await at('edith');
      assert.equal(edith.arn, sessionOf(RoleName));
      const { users } = room.as(edith.keys);
      const names = (await users.listUsers({ UserPoolId })).Users!.map(({ Username }) => Username);
      assert.ok(names.includes('nina'));
      await users.adminUpdateUserAttributes({
        ...{ UserPoolId, Username: 'nina', UserAttributes: [{ Name: 'custom:plan', Value: 'gold' }] },
      });
      const denied = (arn: string, action: string, pool: string) => ({
        name: 'AccessDeniedException',
        message: `User: ${arn} is not authorized to perform: cognito-idp:${action} on resource: arn:aws:cognito-idp:us-east-1:${account}:userpool/${pool} because no identity-based policy allows the cognito-idp:${action} action`,
      });
      const { UserPool } = await room.server.sdk.createUserPool({ PoolName: 'another' });
      const other = UserPool!.Id!;
      await assert.rejects(users.listUsers({ UserPoolId: other }), denied(edith.arn, 'ListUsers', other));
      const deletion = users.adminDeleteUser({ UserPoolId, Username: 'hal' });
      await assert.rejects(deletion, denied(edith.arn, 'AdminDeleteUser', UserPoolId));

      // The same role at another desk: the tag is what makes the difference.
      const nina = await at('nina');
      const { users: ninas } = room.as(nina.keys);
      await ninas.listUsers({ UserPoolId });
      const asked = ninas.adminGetUser({ UserPoolId, Username: 'hal' });
      await assert.rejects(asked, denied(nina.arn, 'AdminGetUser', UserPoolId));

      await assert.rejects(at('hal'), {
        ...{ name: 'NotAuthorizedException', message: 'The ambiguous role mapping rules denied this request' },
      });
    });

    test('no role is to be had past the pool: the classic flow is off, and STS takes no user pool’s token', async () => {
      await assert.rejects(room.identityPools.getOpenIdToken({ IdentityId: await room.guest() }), {
        name: 'InvalidParameterException',
        message: 'Basic (classic) flow is not enabled, please use enhanced flow.',
      });
      await room.signUp('ivan');
      const [token = ''] = Object.values(await room.signIn('ivan'));
      await assert.rejects(room.assume('PaidReader', token), {
        name: 'InvalidIdentityTokenException',
        message: /^No OpenIDConnect provider found in your account for /,
      });
    });
  });
}
