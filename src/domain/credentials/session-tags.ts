import { Failure } from '../failures.ts';

/** Tags of a session, and the keys of those that the next role in a chain inherits. */
export interface SessionTags {
  readonly tags: Readonly<Record<string, string>>;
  readonly transitiveTagKeys: readonly string[];
}

export const noSessionTags: SessionTags = { tags: {}, transitiveTagKeys: [] };

/**
 * The tags of a new session: those asked for, and those that the calling session hands on. Keys are compared without
 * regard to case and kept as they were sent. AWS: "Passing session tags in AWS STS".
 * @throws Failure `invalidParameterValue` in AWS's words
 */
export function chainTags(
  asked: { tags: readonly { Key: string; Value: string }[]; transitiveTagKeys: readonly string[] },
  calling: SessionTags = noSessionTags,
): SessionTags {
  const keys = new Set(asked.tags.map(({ Key }) => Key.toLowerCase()));
  if (keys.size < asked.tags.length) {
    throw refused('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  }
  if ([...keys].some((key) => key.startsWith('aws:'))) throw refused('Tag keys that begin with aws: are reserved.');
  if (asked.transitiveTagKeys.some((key) => !keys.has(key.toLowerCase()))) {
    throw refused('The specified transitive tag key must be included in the requested tags.');
  }
  if (calling.transitiveTagKeys.some((key) => keys.has(key.toLowerCase()))) {
    throw refused(
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  }
  const inherited = Object.entries(calling.tags).filter(([key]) => includes(calling.transitiveTagKeys, key));
  return {
    tags: Object.fromEntries([...inherited, ...asked.tags.map(({ Key, Value }) => [Key, Value] as const)]),
    transitiveTagKeys: [...calling.transitiveTagKeys, ...asked.transitiveTagKeys],
  };
}

const includes = (keys: readonly string[], key: string): boolean =>
  keys.some((one) => one.toLowerCase() === key.toLowerCase());

const refused = (reason: string) => new Failure('invalidParameterValue', { reason });
