/**
 * Reads a body whose length its header announced, into memory that is taken once.
 * @returns undefined when there is more or less of it than announced
 */
export async function readFile(
  body: ReadableStream<Uint8Array> | null,
  length: number,
): Promise<Uint8Array | undefined> {
  const content = new Uint8Array(length);
  let filled = 0;
  for await (const chunk of body ?? []) {
    if (filled + chunk.length > length) return undefined;
    content.set(chunk, filled);
    filled += chunk.length;
  }
  return filled === length ? content : undefined;
}
