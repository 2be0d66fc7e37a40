import { Failure } from '../failures.ts';
import type { Tags } from './entities.ts';
import { requireWithin } from './quotas.ts';

interface Tag {
  readonly Key: string | undefined;
  readonly Value: string | undefined;
}

/**
 * The tags with more of them put on. Keys are compared without regard to case: a tag takes the place of the one whose key
 * differs in case only.
 * @throws Failure `invalidInput` for a key given twice or reserved for AWS, `iamLimitExceeded` for more than 50 tags
 */
export function withTags(tags: Tags, added: readonly Tag[] = []): Tags {
  const result = new Map(Object.entries(tags).map(([key, value]) => [key.toLowerCase(), { key, value }]));
  const seen = new Set<string>();
  for (const { Key: key = '', Value: value = '' } of added) {
    const folded = key.toLowerCase();
    if (seen.has(folded)) throw refused('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
    if (folded.startsWith('aws:')) {
      throw refused('aws: prefixed tag key names are not allowed for external use.');
    }
    seen.add(folded);
    result.set(folded, { key, value });
  }
  requireWithin('TagsPerEntity', result.size);
  return Object.fromEntries([...result.values()].map(({ key, value }) => [key, value]));
}

/** The tags without those that have one of these keys, in whatever case. */
export function withoutTags(tags: Tags, keys: readonly string[]): Tags {
  const gone = new Set(keys.map((key) => key.toLowerCase()));
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !gone.has(key.toLowerCase())));
}

/** As AWS lists them, by key. */
export const tagList = (tags: Tags): { Key: string; Value: string }[] =>
  Object.entries(tags)
    .map(([Key, Value]) => ({ Key, Value }))
    .toSorted((one, other) => (one.Key < other.Key ? -1 : 1));

const refused = (reason: string) => new Failure('invalidInput', { reason });
