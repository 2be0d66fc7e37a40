import { hash } from 'node:crypto';
import { algorithm, type ParsedAuthorization } from './request.ts';
import { bytesOf } from './uri-encoding.ts';

/** What the signing key signs: algorithm, time, scope and the hash of the canonical request, a line each. */
export const stringToSign = (
  { amzDate, date, region, service }: Pick<ParsedAuthorization, 'amzDate' | 'date' | 'region' | 'service'>,
  canonicalRequest: string,
): string =>
  `${algorithm}\n${amzDate}\n${date}/${region}/${service}/aws4_request\n${hash('sha256', bytesOf(canonicalRequest), 'hex')}`;
