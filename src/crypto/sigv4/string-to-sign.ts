import { sha256Hex } from '../digests.ts';
import { algorithm, type ParsedAuthorization } from './request.ts';
import { bytesOf } from './uri-encoding.ts';

const beyondAscii = /[^\0-\x7f]/;

/** What the signing key signs: algorithm, time, scope and the hash of the canonical request, a line each. */
export const stringToSign = (
  { amzDate, date, region, service }: Pick<ParsedAuthorization, 'amzDate' | 'date' | 'region' | 'service'>,
  canonicalRequest: string,
): string =>
  `${algorithm}\n${amzDate}\n${date}/${region}/${service}/aws4_request\n${sha256Hex(beyondAscii.test(canonicalRequest) ? bytesOf(canonicalRequest) : canonicalRequest)}`;
