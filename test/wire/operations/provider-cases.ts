import type { Cases } from './cases.ts';
import type { Scene } from './scene.ts';

const user = async (scene: Scene) => {
  const place = await scene.place();
  return { UserPoolId: place.UserPoolId, Username: await scene.user(place) };
};
const google = { ProviderName: 'Google', ProviderAttributeName: 'Cognito_Subject', ProviderAttributeValue: '1' };
const unknownProvider = 'The provider Google does not exist for User Pool *.';
const noProviders = 'identity providers come with federation; until then every provider is unknown';

/** Accounts of identity providers. */
export const providerCases: Cases = {
  AdminLinkProviderForUser: {
    async succeeds(scene) {
      const { UserPoolId, Username } = await user(scene);
      const DestinationUser = { ProviderName: 'Cognito', ProviderAttributeValue: Username };
      return { UserPoolId, DestinationUser, SourceUser: google };
    },
    refuses: {
      InvalidParameter: {
        [unknownProvider]: async (scene) => {
          const { UserPoolId, Username } = await user(scene);
          return { UserPoolId, DestinationUser: { ProviderAttributeValue: Username }, SourceUser: google };
        },
      },
      UserNotFound: {
        'User does not exist.': async (scene) => {
          const { UserPoolId } = await scene.place();
          return { UserPoolId, DestinationUser: { ProviderAttributeValue: 'nobody' }, SourceUser: google };
        },
      },
    },
    never: { succeeds: noProviders, AliasExists: noProviders, LimitExceeded: noProviders },
  },
  AdminDisableProviderForUser: {
    succeeds: async (scene) => ({ UserPoolId: (await scene.place()).UserPoolId, User: google }),
    refuses: {
      InvalidParameter: {
        [unknownProvider]: async (scene) => ({ UserPoolId: (await scene.place()).UserPoolId, User: google }),
      },
      UserNotFound: {
        'User does not exist.': async (scene) => ({
          UserPoolId: (await scene.place()).UserPoolId,
          User: { ProviderName: 'Cognito', ProviderAttributeValue: 'nobody' },
        }),
      },
    },
    never: { succeeds: noProviders, AliasExists: noProviders },
  },
};
