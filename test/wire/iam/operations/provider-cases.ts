import assert from 'node:assert/strict';
import { samlMetadata } from '../../../support/saml-metadata.ts';
import type { Cases } from './cases.ts';
import { arn, type Scene } from './scene.ts';

const tag = { Key: 'team', Value: 'red' };
const SAMLMetadataDocument = samlMetadata();
const noMetadata = 'x'.repeat(1_000);
const thumbprint = 'a'.repeat(40);
const oidc = async (scene: Scene, clients?: readonly string[]) => ({
  OpenIDConnectProviderArn: await scene.oidc(clients),
});
const oidcShown = (scene: Scene, OpenIDConnectProviderArn: string | undefined) =>
  scene.iam.getOpenIDConnectProvider({ OpenIDConnectProviderArn });

async function saml(scene: Scene) {
  const { SAMLProviderArn } = await scene.iam.createSAMLProvider({ Name: scene.fresh('corp'), SAMLMetadataDocument });
  return { SAMLProviderArn: SAMLProviderArn! };
}

const inItsPlace = 'takes 100 providers: test/wire/iam/quotas.test.ts';

export const providerCases: Cases = {
  CreateOpenIDConnectProvider: {
    succeeds: async (scene) => ({
      Url: `https://${scene.fresh('idp')}.example.com/Tenant`,
      ClientIDList: ['app', 'other'],
      ThumbprintList: [thumbprint],
      Tags: [tag],
    }),
    async answers({ OpenIDConnectProviderArn, Tags }, scene, { Url = '' }) {
      const url = Url.slice('https://'.length);
      assert.deepEqual([OpenIDConnectProviderArn, Tags], [arn(`oidc-provider/${url}`), [tag]]);
      assert.equal((await oidcShown(scene, OpenIDConnectProviderArn)).Url, url);
    },
    refuses: {
      EntityAlreadyExists: {
        'Provider with url https://* already exists.': async (scene) => ({
          Url: `https://${(await scene.oidc()).split('/')[1]}`,
        }),
      },
      LimitExceeded: {
        'Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100': async (scene) => ({
          Url: `https://${scene.fresh('idp')}.example.com`,
          ClientIDList: Array.from({ length: 101 }, (_, at) => `client${at}`),
        }),
      },
      InvalidInput: {
        'Thumbprint must be 40 hexadecimal digits.': async (scene) => ({
          Url: `https://${scene.fresh('idp')}.example.com`,
          ThumbprintList: ['z'.repeat(40)],
        }),
      },
    },
  },
  GetOpenIDConnectProvider: {
    succeeds: (scene) => oidc(scene),
    answers({ Url, ClientIDList, ThumbprintList, CreateDate, Tags }) {
      assert.match(Url!, /^idp\d+\.example\.com$/);
      assert.ok(CreateDate instanceof Date);
      assert.deepEqual([ClientIDList, ThumbprintList, Tags], [['app'], [], []]);
    },
  },
  ListOpenIDConnectProviders: {
    succeeds: async (scene) => {
      await scene.oidc();
      return {};
    },
    answers: ({ OpenIDConnectProviderList }) =>
      assert.match(OpenIDConnectProviderList![0]!.Arn!, /^arn:aws:iam::0{12}:oidc-provider\/idp/),
  },
  DeleteOpenIDConnectProvider: {
    succeeds: (scene) => oidc(scene),
    answers: (_, scene, { OpenIDConnectProviderArn }) =>
      assert.rejects(oidcShown(scene, OpenIDConnectProviderArn), { name: 'NoSuchEntityException' }),
    never: { NoSuchEntity: 'AWS says of this operation that it does not fail for a provider that is not there' },
  },
  AddClientIDToOpenIDConnectProvider: {
    succeeds: async (scene) => ({ ...(await oidc(scene)), ClientID: 'other' }),
    async answers(_, scene, { OpenIDConnectProviderArn }) {
      assert.deepEqual((await oidcShown(scene, OpenIDConnectProviderArn)).ClientIDList, ['app', 'other']);
    },
    refuses: {
      LimitExceeded: {
        'Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100': async (scene) => ({
          ...(await oidc(
            scene,
            Array.from({ length: 100 }, (_, at) => `client${at}`),
          )),
          ClientID: 'other',
        }),
      },
    },
  },
  RemoveClientIDFromOpenIDConnectProvider: {
    succeeds: async (scene) => ({ ...(await oidc(scene)), ClientID: 'app' }),
    async answers(_, scene, { OpenIDConnectProviderArn }) {
      assert.deepEqual((await oidcShown(scene, OpenIDConnectProviderArn)).ClientIDList, []);
    },
  },
  UpdateOpenIDConnectProviderThumbprint: {
    succeeds: async (scene) => ({ ...(await oidc(scene)), ThumbprintList: [thumbprint] }),
    async answers(_, scene, { OpenIDConnectProviderArn }) {
      assert.deepEqual((await oidcShown(scene, OpenIDConnectProviderArn)).ThumbprintList, [thumbprint]);
    },
    refuses: {
      InvalidInput: {
        'Thumbprint list must not be empty.': async (scene) => ({ ...(await oidc(scene)), ThumbprintList: [] }),
      },
    },
  },
  TagOpenIDConnectProvider: {
    succeeds: async (scene) => ({ ...(await oidc(scene)), Tags: [tag] }),
    async answers(_, scene, { OpenIDConnectProviderArn }) {
      assert.deepEqual((await oidcShown(scene, OpenIDConnectProviderArn)).Tags, [tag]);
    },
  },
  UntagOpenIDConnectProvider: {
    succeeds: async (scene) => {
      const input = await oidc(scene);
      await scene.iam.tagOpenIDConnectProvider({ ...input, Tags: [tag] });
      return { ...input, TagKeys: ['team'] };
    },
    async answers(_, scene, { OpenIDConnectProviderArn }) {
      assert.deepEqual((await oidcShown(scene, OpenIDConnectProviderArn)).Tags, []);
    },
  },
  ListOpenIDConnectProviderTags: {
    succeeds: (scene) => oidc(scene),
    answers: ({ Tags, IsTruncated }) => assert.deepEqual([Tags, IsTruncated], [[], false]),
  },
  CreateSAMLProvider: {
    succeeds: async (scene) => ({ Name: scene.fresh('corp'), SAMLMetadataDocument, Tags: [tag] }),
    answers: ({ SAMLProviderArn, Tags }, _, { Name }) =>
      assert.deepEqual([SAMLProviderArn, Tags], [arn(`saml-provider/${Name}`), [tag]]),
    refuses: {
      EntityAlreadyExists: {
        'Provider with name * already exists': async (scene) => ({
          Name: (await saml(scene)).SAMLProviderArn.split('/')[1]!,
          SAMLMetadataDocument,
        }),
      },
      InvalidInput: {
        'Could not parse metadata': async (scene) => ({ Name: scene.fresh(), SAMLMetadataDocument: noMetadata }),
      },
    },
    never: { LimitExceeded: inItsPlace },
  },
  GetSAMLProvider: {
    succeeds: saml,
    answers({ SAMLMetadataDocument: document, CreateDate, ValidUntil, Tags, SAMLProviderUUID }) {
      assert.equal(document, SAMLMetadataDocument);
      assert.ok(CreateDate instanceof Date && ValidUntil instanceof Date && ValidUntil > CreateDate);
      assert.match(SAMLProviderUUID!, /^[A-Z0-9]{22}$/);
      assert.deepEqual(Tags, []);
    },
  },
  ListSAMLProviders: {
    succeeds: async (scene) => {
      await saml(scene);
      return {};
    },
    answers({ SAMLProviderList }) {
      const [{ Arn, ValidUntil, CreateDate } = {}] = SAMLProviderList!;
      assert.match(Arn!, /:saml-provider\/corp\d+$/);
      assert.ok(ValidUntil instanceof Date && CreateDate instanceof Date);
    },
  },
  UpdateSAMLProvider: {
    succeeds: async (scene) => ({
      ...(await saml(scene)),
      SAMLMetadataDocument: samlMetadata({ entityId: 'https://idp.example.com/new' }),
    }),
    async answers(answer, scene, { SAMLProviderArn, SAMLMetadataDocument: document }) {
      assert.equal(answer.SAMLProviderArn, SAMLProviderArn);
      assert.equal((await scene.iam.getSAMLProvider({ SAMLProviderArn })).SAMLMetadataDocument, document);
    },
    refuses: {
      InvalidInput: {
        'Could not parse metadata': async (scene) => ({ ...(await saml(scene)), SAMLMetadataDocument: noMetadata }),
      },
    },
  },
  DeleteSAMLProvider: {
    succeeds: saml,
    answers: (_, scene, { SAMLProviderArn }) =>
      assert.rejects(scene.iam.getSAMLProvider({ SAMLProviderArn }), { name: 'NoSuchEntityException' }),
  },
  TagSAMLProvider: {
    succeeds: async (scene) => ({ ...(await saml(scene)), Tags: [tag] }),
    async answers(_, scene, { SAMLProviderArn }) {
      assert.deepEqual((await scene.iam.getSAMLProvider({ SAMLProviderArn })).Tags, [tag]);
    },
  },
  UntagSAMLProvider: {
    succeeds: async (scene) => {
      const input = await saml(scene);
      await scene.iam.tagSAMLProvider({ ...input, Tags: [tag] });
      return { ...input, TagKeys: ['team'] };
    },
    async answers(_, scene, { SAMLProviderArn }) {
      assert.deepEqual((await scene.iam.getSAMLProvider({ SAMLProviderArn })).Tags, []);
    },
  },
  ListSAMLProviderTags: {
    succeeds: saml,
    answers: ({ Tags, IsTruncated }) => assert.deepEqual([Tags, IsTruncated], [[], false]),
  },
};
