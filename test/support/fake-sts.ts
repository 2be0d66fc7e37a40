import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { fakeServer, type FakeServer } from './fake-issuer.ts';

/** A token service of a test. */
export interface FakeSts extends FakeServer {
  /** The form of every request there was. */
  readonly forms: Readonly<Record<string, string>>[];
  /** What it answers; credentials for an hour unless a test says otherwise. */
  answer: (response: ServerResponse) => void;
}

/** Credentials as the three services we know write them; each has another length and another form of the time. */
export const foreignCredentials = {
  AccessKeyId: 'Q3AM3UQ867SPQQA43P2F',
  SecretAccessKey: 'tfteSlswRu7BJ86wekitnifILbZam1KYY3TG/+==',
  SessionToken: `eyJhbGciOiJIUzUxMiJ9.${randomUUID()}.x_-`,
};

/** AWS's answer, with these credentials. */
export const credentialsXml = (
  members: Readonly<Record<string, string>> = foreignCredentials,
  expiration = new Date(Date.now() + 3_600_000).toISOString(),
): string => `<?xml version="1.0" encoding="UTF-8"?>
<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <AssumeRoleWithWebIdentityResult>
    <AssumedRoleUser><Arn></Arn><AssumeRoleId/></AssumedRoleUser>
    <Credentials>
      ${Object.entries({ ...members, Expiration: expiration })
        .map(([name, value]) => `<${name}>${value}</${name}>`)
        .join('')}
    </Credentials>
    <SubjectFromWebIdentityToken>us-east-1:1</SubjectFromWebIdentityToken>
  </AssumeRoleWithWebIdentityResult>
  <ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>
</AssumeRoleWithWebIdentityResponse>
`;

export async function fakeSts(): Promise<FakeSts> {
  const forms: Readonly<Record<string, string>>[] = [];
  const server = await fakeServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      forms.push(Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())));
      sts.answer(response);
    });
  });
  const sts: FakeSts = {
    ...server,
    forms,
    answer: (response) => response.setHeader('content-type', 'text/xml').end(credentialsXml()),
  };
  return sts;
}
