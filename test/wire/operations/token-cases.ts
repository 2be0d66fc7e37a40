import assert from 'node:assert/strict';
import type { Cases } from './cases.ts';
import type { Scene } from './scene.ts';

type ClientSettings = Parameters<Scene['client']>[1];
const rotating: ClientSettings = {
  ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
  RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
};

/** Somebody's tokens, from a client of its own kind where settings are given. */
async function tokens(scene: Scene, settings?: ClientSettings) {
  const usual = await scene.place();
  const place = settings ? await scene.client(usual, settings) : usual;
  return { place, ...(await scene.tokens(place, await scene.user(place))) };
}
async function refreshable(scene: Scene, settings?: ClientSettings) {
  const { place, RefreshToken } = await tokens(scene, settings);
  return { ClientId: place.ClientId, RefreshToken };
}
async function revocable(scene: Scene, settings?: ClientSettings) {
  const { place, RefreshToken } = await tokens(scene, settings);
  return { ClientId: place.ClientId, Token: RefreshToken };
}

/** What becomes of tokens. */
export const tokenCases: Cases = {
  GetTokensFromRefreshToken: {
    succeeds: (scene) => refreshable(scene, rotating),
    answers: ({ AuthenticationResult }) => assert.ok(AuthenticationResult!.RefreshToken),
    refuses: {
      RefreshTokenReuse: {
        'Refresh token has been invalidated by rotation': async (scene) => {
          const input = await refreshable(scene, rotating);
          await scene.send('GetTokensFromRefreshToken', input);
          return input;
        },
      },
      NotAuthorized: {
        'Invalid Refresh Token': async (scene) => ({ ...(await refreshable(scene)), RefreshToken: 'made-up' }),
        'Refresh Token has been revoked': async (scene) => {
          const { ClientId, Token } = await revocable(scene);
          await scene.send('RevokeToken', { ClientId, Token });
          return { ClientId, RefreshToken: Token };
        },
        'Unable to verify the secret of client *': (scene) => refreshable(scene, { GenerateSecret: true }),
      },
      UserNotFound: {
        'User does not exist.': async (scene) => {
          const { place, AccessToken, RefreshToken } = await tokens(scene);
          await scene.send('DeleteUser', { AccessToken });
          return { ClientId: place.ClientId, RefreshToken };
        },
      },
    },
  },
  RevokeToken: {
    succeeds: (scene) => revocable(scene),
    async answers(_, scene, { ClientId, Token: RefreshToken }) {
      const refresh = scene.send('GetTokensFromRefreshToken', { ClientId, RefreshToken });
      await assert.rejects(refresh, /Refresh Token has been revoked/);
    },
    refuses: {
      Unauthorized: { 'Invalid client secret': (scene) => revocable(scene, { GenerateSecret: true }) },
      UnsupportedOperation: {
        'Token revocation is not enabled for this client.': (scene) =>
          revocable(scene, { EnableTokenRevocation: false }),
      },
      UnsupportedTokenType: {
        'Unsupported token type': async (scene) => {
          const { place, AccessToken } = await tokens(scene);
          return { ClientId: place.ClientId, Token: AccessToken };
        },
      },
    },
  },
  GlobalSignOut: {
    succeeds: async (scene) => ({ AccessToken: (await tokens(scene)).AccessToken }),
    async answers(_, scene, input) {
      await assert.rejects(scene.send('GetUser', input), /Access Token has been revoked/);
    },
    refuses: {
      NotAuthorized: {
        'Access Token has been revoked': async (scene) => {
          const { place, AccessToken, RefreshToken } = await tokens(scene);
          await scene.send('RevokeToken', { ClientId: place.ClientId, Token: RefreshToken });
          return { AccessToken };
        },
      },
    },
  },
};
