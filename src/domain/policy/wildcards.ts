/** `*`: any run of characters, also none. */
export const anyRun = -1;
/** `?`: any one character. */
export const anyOne = -2;

/** A pattern: UTF-16 units, `anyRun` and `anyOne`. */
export type WildcardPattern = readonly number[];

/**
 * Whether the whole text matches. Only the last `*` is ever tried again, further on, so that the work is at most the
 * text's length times the pattern's, whatever either says: no pattern makes it explode.
 */
export function matchesWildcards(pattern: WildcardPattern, text: string): boolean {
  let [at, here, afterRun, retryAt] = [0, 0, -1, 0];
  while (here < text.length) {
    const wanted = pattern[at];
    if (wanted === text.charCodeAt(here)) {
      at += 1;
      here += 1;
    } else if (wanted === anyRun) {
      at += 1;
      afterRun = at;
      retryAt = here;
    } else if (wanted === anyOne) {
      at += 1;
      here += characterLength(text, here);
    } else if (afterRun >= 0) {
      retryAt += characterLength(text, retryAt);
      here = retryAt;
      at = afterRun;
    } else {
      return false;
    }
  }
  while (pattern[at] === anyRun) at += 1;
  return at === pattern.length;
}

/** Characters beyond the basic plane are two units long. */
const characterLength = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
