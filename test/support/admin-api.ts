import { SignatureV4 } from '@smithy/signature-v4';
import { NodeSha256 } from './node-sha256.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface AdminAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Calls `POST /admin/<operation>` with the signer of the AWS SDK. */
export async function callAdmin(
  url: string,
  credentials: Credentials,
  operation: string,
  input: object,
  service = 'cenote',
): Promise<AdminAnswer> {
  const { hostname, host } = new URL(url);
  const path = `/admin/${operation}`;
  const body = JSON.stringify(input);
  const signer = new SignatureV4({ service, region: 'us-east-1', credentials, sha256: NodeSha256 });
  const signed = await signer.sign({
    ...{ method: 'POST', protocol: 'http:', hostname, path, body },
    headers: { host, 'content-type': 'application/json' },
  });
  const response = await fetch(url + path, { method: 'POST', headers: signed.headers, body });
  return { status: response.status, headers: response.headers, body: (await response.json()) as AdminAnswer['body'] };
}
