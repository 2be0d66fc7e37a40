import assert from 'node:assert/strict';
import type { Cases } from './cases.ts';
import type { Scene } from './scene.ts';

const pool = async (scene: Scene) => ({ IdentityPoolId: await scene.pool() });
async function withRole(scene: Scene) {
  const IdentityPoolId = await scene.pool({});
  return { IdentityPoolId, Roles: { authenticated: await scene.role(IdentityPoolId) } };
}
async function provider(scene: Scene) {
  const { key: IdentityProviderName } = await scene.userPool();
  return { IdentityPoolId: await scene.pool({}), IdentityProviderName };
}
const mapping = { Type: 'Token', AmbiguousRoleResolution: 'Deny' } as const;
const none = 'arn:aws:iam::000000000000:role/none';
const noConflict = 'a replacement conflicts with nothing';
const onlyConstraints =
  'what breaks a constraint is answered ValidationException, and nothing else can be wrong with it';

/** Roles, role mappings and principal tags. */
export const roleCases: Cases = {
  SetIdentityPoolRoles: {
    async succeeds(scene) {
      const { key, ClientId } = await scene.userPool();
      return { ...(await withRole(scene)), RoleMappings: { [`${key}:${ClientId}`]: mapping } };
    },
    async answers(answer, scene, { IdentityPoolId, Roles, RoleMappings }) {
      assert.deepEqual(
        Object.keys(answer).filter((one) => one !== '$metadata'),
        [],
      );
      const shown = await scene.send('GetIdentityPoolRoles', { IdentityPoolId });
      assert.deepEqual([shown.Roles, shown.RoleMappings], [Roles, RoleMappings]);
    },
    refuses: {
      NotAuthorized: {
        [`Access to Role '${none}' is forbidden.`]: async (scene) => ({
          ...(await pool(scene)),
          Roles: { authenticated: none },
        }),
      },
      InvalidParameter: {
        'accounts.google.com is not a valid RoleMapping ProviderName or is not a configured provider.': async (
          scene,
        ) => ({
          ...(await withRole(scene)),
          RoleMappings: { 'accounts.google.com': mapping },
        }),
      },
    },
    never: { ResourceConflict: noConflict },
  },
  GetIdentityPoolRoles: {
    async succeeds(scene) {
      const input = await withRole(scene);
      await scene.send('SetIdentityPoolRoles', input);
      return { IdentityPoolId: input.IdentityPoolId };
    },
    answers({ Roles, RoleMappings }) {
      assert.match(Roles!['authenticated']!, /^arn:aws:iam::000000000000:role\/role-\d+$/);
      assert.equal(RoleMappings, undefined);
    },
    never: { InvalidParameter: onlyConstraints, ResourceConflict: 'reading conflicts with nothing' },
  },
  SetPrincipalTagAttributeMap: {
    succeeds: async (scene) => ({ ...(await provider(scene)), PrincipalTags: { plan: 'custom:plan' } }),
    answers({ UseDefaults, PrincipalTags }) {
      assert.equal(UseDefaults, false);
      assert.deepEqual({ ...PrincipalTags }, { plan: 'custom:plan' });
    },
    refuses: {
      InvalidParameter: {
        'accounts.google.com is not a provider of this identity pool whose tokens have claims.': async (scene) => ({
          ...(await provider(scene)),
          IdentityProviderName: 'accounts.google.com',
        }),
        'Tag keys can not begin with aws:, which is reserved: aws:plan': async (scene) => ({
          ...(await provider(scene)),
          PrincipalTags: { 'aws:plan': 'custom:plan' },
        }),
      },
    },
  },
  GetPrincipalTagAttributeMap: {
    async succeeds(scene) {
      const input = await provider(scene);
      await scene.send('SetPrincipalTagAttributeMap', { ...input, UseDefaults: true });
      return input;
    },
    answers({ UseDefaults, PrincipalTags }) {
      assert.equal(UseDefaults, true);
      assert.deepEqual({ ...PrincipalTags }, {});
    },
    refuses: {
      InvalidParameter: {
        'accounts.google.com is not a provider of this identity pool.': async (scene) => ({
          ...(await provider(scene)),
          IdentityProviderName: 'accounts.google.com',
        }),
      },
    },
  },
};
