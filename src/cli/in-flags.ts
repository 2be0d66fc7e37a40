/**
 * A refusal of an operation in the words of the command line, where members are flags and a broken constraint needs no
 * ceremony. @param members the operation's members by flag
 */
export function inFlags(message: string, members: Readonly<Record<string, string>>): string {
  const flags = new Map(
    Object.entries(members).flatMap(([flag, member]) => [
      [member, `--${flag}`],
      [`'${member.charAt(0).toLowerCase()}${member.slice(1)}'`, `--${flag}`],
    ]),
  );
  return message
    .replace(/'(\w+)\.([^']*)'/g, (place, member: string, key: string) => {
      const flag = flags.get(`'${member}'`);
      return flag === undefined ? place : `${flag} ${key}`;
    })
    .replace(/'\w+'|\b\w+\b/g, (word) => flags.get(word) ?? word)
    .replace(/^\d+ validation errors? detected: /, '')
    .replace(/Value null at (--[\w-]+) failed to satisfy constraint: Member must not be null/g, '$1 is missing.')
    .replace(/Value at (--.+?) failed to satisfy constraint: Member must/g, '$1 must')
    .replace(/Value '([^']*)' at (--.+?) failed to satisfy constraint: Member must/g, '$2 “$1” must');
}
