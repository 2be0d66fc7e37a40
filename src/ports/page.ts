/** One page of a list; `next` is the key after which the next page starts, undefined on the last page. */
export interface Page<Item, Key = string> {
  readonly items: readonly Item[];
  readonly next: Key | undefined;
}
