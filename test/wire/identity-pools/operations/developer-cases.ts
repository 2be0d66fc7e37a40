import assert from 'node:assert/strict';
import type { Cases } from './cases.ts';
import { developer, type Scene } from './scene.ts';

const pool = async (scene: Scene) => ({ IdentityPoolId: await scene.pool() });
const vouch = async (scene: Scene, more: object = {}) => ({
  ...(await pool(scene)),
  Logins: { [developer]: scene.fresh('reader') },
  ...more,
});
async function two(scene: Scene) {
  const [source, destination] = [await scene.vouched(), await scene.vouched()];
  return {
    ...{ ...(await pool(scene)), DeveloperProviderName: developer },
    ...{ SourceUserIdentifier: source.userId, DestinationUserIdentifier: destination.userId },
  };
}
async function linked(scene: Scene) {
  const { userId, IdentityId } = await scene.vouched();
  const named = { DeveloperProviderName: developer, DeveloperUserIdentifier: userId };
  return { ...(await pool(scene)), ...named, IdentityId };
}
/** A user of the developer's who has a login of the first user pool too. */
async function withLogin(scene: Scene) {
  const userId = scene.fresh('reader');
  await scene.send('GetOpenIdTokenForDeveloperIdentity', {
    ...(await pool(scene)),
    Logins: { [developer]: userId, ...(await scene.logins()) },
  });
  return userId;
}

const noMatch = "Logins don't match. Please include at least one valid login for this identity or identity pool.";
const together = 'The developer user identifier and the identity do not belong together.';
const notTheProvider = 'another is not the developer provider of this identity pool.';
const nobody = 'No identity has this developer user identifier.';

/** Identities that the owner of the pool vouches for. */
export const developerCases: Cases = {
  GetOpenIdTokenForDeveloperIdentity: {
    succeeds: (scene) => vouch(scene, { PrincipalTags: { plan: 'paid' }, TokenDuration: 86_400 }),
    async answers({ IdentityId, Token }, scene, input) {
      const claims = JSON.parse(Buffer.from(Token!.split('.')[1]!, 'base64url').toString());
      assert.deepEqual([claims.sub, claims.exp - claims.iat], [IdentityId, 86_400]);
      assert.equal((await scene.send('GetOpenIdTokenForDeveloperIdentity', input)).IdentityId, IdentityId);
    },
    refuses: {
      NotAuthorized: { [noMatch]: (scene) => vouch(scene, { Logins: { another: 'ada' } }) },
      InvalidParameter: {
        'Tag keys can not begin with aws:, which is reserved: aws:plan': (scene) =>
          vouch(scene, { PrincipalTags: { 'aws:plan': 'paid' } }),
      },
      DeveloperUserAlreadyRegistered: {
        'This developer user identifier is already registered with Cognito.': async (scene) => {
          const [one, other] = [await scene.vouched(), await scene.vouched()];
          return vouch(scene, { Logins: { [developer]: one.userId }, IdentityId: other.IdentityId });
        },
      },
      ResourceConflict: {
        'Logins are already linked to another account': async (scene) => {
          const Logins = { [developer]: await withLogin(scene), ...(await scene.logins()) };
          return vouch(scene, { Logins });
        },
      },
    },
  },
  LookupDeveloperIdentity: {
    async succeeds(scene) {
      return { ...(await pool(scene)), IdentityId: (await scene.vouched()).IdentityId, MaxResults: 60 };
    },
    async answers({ DeveloperUserIdentifierList }, scene, { IdentityPoolId, IdentityId }) {
      const [DeveloperUserIdentifier] = DeveloperUserIdentifierList!;
      const found = await scene.send('LookupDeveloperIdentity', { IdentityPoolId, DeveloperUserIdentifier });
      assert.equal(found.IdentityId, IdentityId);
    },
    refuses: {
      InvalidParameter: { 'Either IdentityId or DeveloperUserIdentifier is needed.': pool },
      ResourceNotFound: {
        [nobody]: async (scene) => ({ ...(await pool(scene)), DeveloperUserIdentifier: 'nobody' }),
      },
      ResourceConflict: {
        [together]: async (scene) => {
          const [one, other] = [await scene.vouched(), await scene.vouched()];
          return { ...(await pool(scene)), IdentityId: one.IdentityId, DeveloperUserIdentifier: other.userId };
        },
      },
    },
  },
  MergeDeveloperIdentities: {
    succeeds: two,
    async answers({ IdentityId }, scene, { IdentityPoolId, SourceUserIdentifier }) {
      const found = await scene.send('LookupDeveloperIdentity', {
        ...{ IdentityPoolId, DeveloperUserIdentifier: SourceUserIdentifier },
      });
      assert.equal(found.IdentityId, IdentityId);
    },
    refuses: {
      InvalidParameter: {
        [notTheProvider]: async (scene) => ({ ...(await two(scene)), DeveloperProviderName: 'another' }),
      },
      ResourceNotFound: { [nobody]: async (scene) => ({ ...(await two(scene)), SourceUserIdentifier: 'nobody' }) },
      ResourceConflict: {
        'Logins are already linked to another account': async (scene) => ({
          ...(await two(scene)),
          ...{ SourceUserIdentifier: await withLogin(scene), DestinationUserIdentifier: await withLogin(scene) },
        }),
      },
    },
  },
  UnlinkDeveloperIdentity: {
    succeeds: linked,
    async answers(answer, scene, { IdentityPoolId, DeveloperUserIdentifier }) {
      assert.deepEqual(
        Object.keys(answer).filter((one) => one !== '$metadata'),
        [],
      );
      const asked = scene.send('LookupDeveloperIdentity', { IdentityPoolId, DeveloperUserIdentifier });
      await assert.rejects(asked, { name: 'ResourceNotFoundException' });
    },
    refuses: {
      InvalidParameter: {
        [notTheProvider]: async (scene) => ({ ...(await linked(scene)), DeveloperProviderName: 'another' }),
      },
      ResourceNotFound: {
        [nobody]: async (scene) => ({ ...(await linked(scene)), DeveloperUserIdentifier: 'nobody' }),
      },
      ResourceConflict: {
        [together]: async (scene) => ({ ...(await linked(scene)), IdentityId: (await scene.vouched()).IdentityId }),
      },
    },
  },
};
