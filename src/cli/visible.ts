/**
 * Text for a terminal or a log: what would not be seen is written out, since names come from users, and a terminal obeys
 * control characters. Line breaks stay. Inside JSON it is the same JSON.
 */
export const visible = (text: string): string => text.replace(/[^\P{C}\n]/gu, writtenOut);

const writtenOut = (character: string): string =>
  Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');
