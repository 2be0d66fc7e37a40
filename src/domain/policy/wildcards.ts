import { matchesByBits } from './wildcard-bits.ts';
import { anyOne, anyRun, type WildcardPattern } from './wildcard-pattern.ts';

/** Characters that may be read again before it is done otherwise. Usual policies never come near it. */
const patience = 10_000;

/**
 * Whether the whole text matches. Only the last `*` is ever tried again, further on, so that the work is at most the
 * text's length times the pattern's, whatever either says: no pattern makes it explode. Where even that is much, bits do it.
 */
export function matchesWildcards(pattern: WildcardPattern, text: string): boolean {
  let [at, here, afterRun, retryAt, again] = [0, 0, -1, 0, 0];
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
      again += here - retryAt;
      if (again > patience) return matchesByBits(pattern, text);
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
