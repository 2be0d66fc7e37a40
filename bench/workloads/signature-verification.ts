import { sha256Hex } from '#crypto/digests.ts';
import type { RawHeader } from '#crypto/sigv4/request.ts';
import { sigV4Authenticator } from '#fronts/sigv4/authenticate.ts';
import type { AccessKeys } from '#ports/access-keys.ts';
import { signed, userPools } from '../aws-request.ts';
import { inTurn, type Workload } from '../workload.ts';
import { signatureCheck } from './parts.ts';

/** What the AWS SDK for JavaScript sends and signs besides. */
const sdkHeaders: readonly RawHeader[] = [
  ['amz-sdk-invocation-id', '5f0e4c8e-5b1c-4d0f-8a53-0d2c4c1f9b7a'],
  ['amz-sdk-request', 'attempt=1; max=3'],
  ['x-amz-user-agent', 'aws-sdk-js/3.1169.0 ua/2.1 os/linux#6.8 lang/js md/nodejs#26.10.0 m/E,n'],
];

/** A request's signature from its raw headers and body to who signed it, with the key at hand. */
export const signatureVerification: Workload = {
  name: 'SigV4 verification',
  concurrency: 1,
  exchanges: 0,
  parts: [signatureCheck],
  rate: 10_000,
  async prepare({ credentials, pools }) {
    const { accessKeyId, secretAccessKey: secret } = credentials;
    const principal = { kind: 'root', arn: 'arn:aws:iam::000000000000:root', accountId: '000000000000' } as const;
    const key = { secret, principal: { ...principal, accessKeyId }, active: true };
    const accessKeys: AccessKeys = { find: async (id) => (id === accessKeyId ? key : undefined) };
    const now = Date.now();
    const verify = sigV4Authenticator({ accessKeys, now: () => now });
    const requests = Array.from({ length: 100 }, (_, index) => {
      const input = { UserPoolId: pools[0]?.poolId, Username: `user-${index}` };
      const message = userPools('AdminGetUser', input);
      return signed(credentials, { ...message, headers: [...message.headers, ...sdkHeaders] });
    });
    return async (_, turn) => {
      const { service, headers: rawHeaders, body } = inTurn(requests, turn);
      const { region } = await verify({
        ...{ method: 'POST', rawTarget: '/', rawHeaders, service, mustSign: ['x-amz-target'] },
        bodySha256: sha256Hex(body),
      });
      if (region !== 'us-east-1') throw new Error(`The signature is for ${region}.`);
    };
  },
};
