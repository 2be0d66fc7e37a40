import { type GuardedFetch, type OutboundRequest, OutboundError } from './guarded-fetch.ts';

/** The JSON object at an address. @throws OutboundError for any other answer */
export async function jsonAt(fetch: GuardedFetch, url: string, request?: OutboundRequest): Promise<object> {
  const { status, body } = await fetch(url, request);
  const { host } = new URL(url);
  if (status !== 200) throw new OutboundError('failed', `${host} answered with status ${status}.`);
  const value = jsonObject(body);
  if (!value) throw new OutboundError('failed', `${host} did not answer with a JSON object.`);
  return value;
}

export function jsonObject(body: Buffer): object | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
