/** Two columns, indented; a right side of several lines stays in its column. */
export function aligned(rows: readonly (readonly [left: string, right: string])[], indent = 2): readonly string[] {
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  const margin = ' '.repeat(indent);
  return rows.flatMap(([left, right]) =>
    right.split('\n').map((line, index) => `${margin}${(index === 0 ? left : '').padEnd(width)}  ${line}`.trimEnd()),
  );
}
