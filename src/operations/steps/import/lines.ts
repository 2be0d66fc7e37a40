const newline = 0x0a;

/** A line of a file, numbered from 1. `text` is undefined where it is not UTF-8 or far longer than any row may be. */
export interface FileLine {
  readonly number: number;
  readonly text: string | undefined;
}

/** The most bytes a line is decoded at: four for each character that a row may have, and then some. */
const longest = 65_536;

/** The lines of a file from one on, decoded one by one, so that a large file costs no more than itself. */
export function* linesOf(file: Uint8Array, from = 1): Generator<FileLine> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let start = 0;
  for (let number = 1; start < file.length; number++) {
    const found = file.indexOf(newline, start);
    const end = found < 0 ? file.length : found;
    if (number >= from) yield { number, text: decode(decoder, file.subarray(start, end)) };
    start = end + 1;
  }
}

function decode(decoder: TextDecoder, bytes: Uint8Array): string | undefined {
  if (bytes.length > longest) return undefined;
  try {
    return decoder.decode(bytes).replace(/\r$/, '');
  } catch {
    return undefined; // not UTF-8, which whoever reads the line reports
  }
}
