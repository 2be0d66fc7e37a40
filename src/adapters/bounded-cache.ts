export interface BoundedCache<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): void;
  delete(key: Key): boolean;
  clear(): void;
}

/** Remembers the entries used last, at most `limit` of them. */
export function boundedCache<Key, Value>(limit: number): BoundedCache<Key, Value> {
  // Two generations instead of a list in order of use: a hit in the old one moves to the young one, and when the young
  // one is full the old one is dropped whole. A lookup in the steady state is one Map.get.
  let young = new Map<Key, Value>();
  let old = new Map<Key, Value>();
  const set = (key: Key, value: Value) => {
    young.set(key, value);
    if (young.size * 2 <= limit) return;
    old = young;
    young = new Map();
  };
  return {
    get(key) {
      const value = young.get(key);
      if (value !== undefined) return value;
      const older = old.get(key);
      if (older !== undefined) set(key, older);
      return older;
    },
    set,
    delete: (key) => {
      const wasOld = old.delete(key);
      return young.delete(key) || wasOld;
    },
    clear() {
      young.clear();
      old.clear();
    },
  };
}
