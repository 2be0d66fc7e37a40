import { anyOne, anyRun, type WildcardPattern } from './wildcard-pattern.ts';

/** The characters of a pattern between two `*`. */
type Piece = readonly number[];

/**
 * Whether the whole text matches, as `matchesWildcards` says, for what that one is slow at: long pieces that begin over and
 * over again and never end. 32 places of a piece are looked at together. Source: Baeza-Yates and Gonnet, “A New Approach to
 * Text Searching”, 1992.
 */
export function matchesByBits(pattern: WildcardPattern, text: string): boolean {
  const characters = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const [first = [], ...others] = piecesOf(pattern);
  const last = others.pop();
  if (!last) return first.length === characters.length && standsAt(first, characters, 0);
  const end = characters.length - last.length;
  let at = first.length;
  if (at > end || !standsAt(first, characters, 0) || !standsAt(last, characters, end)) return false;
  for (const piece of others) {
    const found = piece.length === 0 ? at : endOf(piece, characters, at, end);
    if (found === undefined) return false;
    at = found;
  }
  return true;
}

function piecesOf(pattern: WildcardPattern): readonly Piece[] {
  const pieces: number[][] = [[]];
  for (let at = 0; at < pattern.length; at++) {
    const [unit = 0, next = 0] = [pattern[at], pattern[at + 1]];
    if (unit === anyRun) pieces.push([]);
    else if ((unit & 0xfffffc00) === 0xd800 && (next & 0xfffffc00) === 0xdc00) {
      pieces.at(-1)?.push(0x10000 + ((unit - 0xd800) << 10) + next - 0xdc00);
      at += 1;
    } else pieces.at(-1)?.push(unit);
  }
  return pieces;
}

const standsAt = (piece: Piece, text: Piece, at: number): boolean =>
  piece.every((wanted, place) => wanted === anyOne || wanted === text[at + place]);

/** After the first place of the piece in the text between two others; undefined when it is not there. */
function endOf(piece: Piece, text: Piece, from: number, end: number): number | undefined {
  const words = Math.ceil(piece.length / 32);
  const { masks, places, any } = readied(piece, words);
  const [lastWord, lastBit] = [words - 1, (piece.length - 1) % 32];
  // Bit n: what was read last ends in the first n + 1 characters of the piece.
  const [state, shifted] = [new Uint32Array(words), new Uint32Array(words)];
  for (let at = from; at < end; at++) {
    const character = text[at] ?? 0;
    const mask = masks.get(character) ?? any;
    const few = places.get(character) ?? [];
    // The first character may always begin.
    let carry = 1;
    for (let word = 0; word < words; word++) {
      const bits = state[word] ?? 0;
      shifted[word] = (bits << 1) | carry;
      carry = bits >>> 31;
    }
    for (let word = 0; word < words; word++) state[word] = (shifted[word] ?? 0) & (mask[word] ?? 0);
    for (const place of few) set(state, place, shifted);
    if (((state[lastWord] ?? 0) >>> lastBit) & 1) return at + 1;
  }
  return undefined;
}

/** Where each character stands in the piece: the frequent ones as masks, of which there are 32 at most, others as lists. */
function readied(piece: Piece, words: number) {
  const places = new Map<number, number[]>();
  for (const [place, character] of piece.entries()) {
    const known = places.get(character);
    if (known) known.push(place);
    else places.set(character, [place]);
  }
  const any = maskOf(places.get(anyOne) ?? [], new Uint32Array(words));
  const masks = new Map<number, Uint32Array>();
  for (const [character, where] of places) {
    if (character === anyOne || where.length <= words) continue;
    masks.set(character, maskOf(where, any.slice()));
    places.delete(character);
  }
  return { masks, places, any };
}

function maskOf(places: readonly number[], mask: Uint32Array): Uint32Array {
  for (const place of places) set(mask, place);
  return mask;
}

/** Sets the bit of a place, or takes it over from other bits. */
function set(bits: Uint32Array, place: number, from?: Uint32Array): void {
  const [word, bit] = [place >> 5, 1 << (place & 31)];
  bits[word] = (bits[word] ?? 0) | (from ? (from[word] ?? 0) & bit : bit);
}
