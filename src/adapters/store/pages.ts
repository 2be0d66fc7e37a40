import type { Page } from '#ports/page.ts';

/**
 * One page out of up to `limit + 1` rows: the row too many says that there is another page.
 * @param keyOf where a page that ends with this row has ended
 */
export function pageOf<Row, Item, Key = string>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
  keyOf: (row: Row) => Key,
): Page<Item, Key> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(toItem), next: rows.length > limit && last !== undefined ? keyOf(last) : undefined };
}
