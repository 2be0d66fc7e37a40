import { decodePageToken, encodePageToken } from '#domain/paging.ts';

/** What every list of IAM may be asked with. */
export interface PageInput {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** Where a list is to start, and how long it may be. `kind` binds the marker to its list. */
export const pageAsked = (kind: string, { Marker, MaxItems }: PageInput) => ({
  after: decodePageToken(kind, Marker),
  limit: MaxItems ?? 100,
});

/** How the answer says whether there is more. */
export const pageShown = (kind: string, next: string | undefined): { IsTruncated: boolean; Marker?: string } =>
  next === undefined ? { IsTruncated: false } : { IsTruncated: true, Marker: encodePageToken(kind, next) };

/**
 * One page of a list that is read as a whole.
 * @param items in the order of their keys, which are different
 */
export function pageOfAll<Item>(
  kind: string,
  input: PageInput,
  items: readonly Item[],
  keyOf: (item: Item) => string,
): { readonly items: readonly Item[]; readonly page: { IsTruncated: boolean; Marker?: string } } {
  const { after, limit } = pageAsked(kind, input);
  const rest = after === undefined ? items : items.filter((item) => keyOf(item) > after);
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown, page: pageShown(kind, rest.length > limit && last !== undefined ? keyOf(last) : undefined) };
}
