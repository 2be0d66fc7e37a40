import { X509Certificate } from 'node:crypto';

/** When a certificate (base64 of DER) runs out, in milliseconds since the epoch; undefined when it is none. */
export function certificateExpiry(base64: string): number | undefined {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64')).validToDate.getTime();
  } catch {
    return undefined;
  }
}
