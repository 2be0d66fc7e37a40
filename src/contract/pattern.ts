/** A test for one of the model's patterns, which must hold for the whole text. */
export type PatternTest = (text: string) => boolean;

const javaSpaces = ' \\t\\n\\x0B\\f\\r';
const gap = String.raw`(?:\[(?:\\.|[^\]\\])+\]|\.)[*+]`;
const pieces = new RegExp(`(${gap})|((?:[^[\\]\\\\.*+?(){}|^$]|\\\\[{}#])+)`, 'gu');
const gapsAndWords = new RegExp(`^(?:${gap}|[^[\\]\\\\.*+?(){}|^$]|\\\\[{}#])+$`, 'u');

/**
 * Compiles a pattern of the model, which is written for Java: white space classes are ASCII's, and a leading `(?s)` lets the
 * dot match line ends. Patterns that could take quadratic time or worse are checked piece by piece in linear time instead.
 */
export function compilePattern(pattern: string): PatternTest {
  const linear = linearTest(pattern);
  if (linear) return linear;
  const expression = toExpression(pattern);
  return (text) => expression.test(text);
}

function toExpression(pattern: string): RegExp {
  const dotAll = pattern.startsWith('(?s)');
  const translated = (dotAll ? pattern.slice(4) : pattern)
    .replaceAll('[\\S]', `[^${javaSpaces}]`)
    .replaceAll(/\\s/g, javaSpaces);
  return new RegExp(`^(?:${translated})$`, dotAll ? 'su' : 'u');
}

/**
 * `A*{##A*##}A*` and the like: gaps of one class with fixed words between them, where every character of the words belongs to
 * the class. Then a text matches when all of it is in the class and the words follow one another with the gaps' least lengths.
 */
function linearTest(pattern: string): PatternTest | undefined {
  if (!gapsAndWords.test(pattern)) return undefined;
  const parts = [...pattern.matchAll(pieces)].map(([, run, word]) =>
    run ? { run } : { word: word?.replaceAll('\\', '') },
  );
  const classes = new Set(parts.flatMap(({ run }) => (run ? [run.slice(0, -1)] : [])));
  const words = parts.flatMap(({ word }) => (word ? [word] : []));
  if (classes.size !== 1 || words.length === 0 || !parts[0]?.run || !parts.at(-1)?.run) return undefined;
  const allowed = toExpression(`${[...classes][0]}*`);
  if (!allowed.test(words.join(''))) return undefined;

  return (text) => {
    if (!allowed.test(text)) return false;
    let at = 0;
    for (const { run, word } of parts) {
      if (run) at += run.endsWith('+') ? 1 : 0;
      else if (word !== undefined) {
        const found = text.indexOf(word, at);
        if (found < 0) return false;
        at = found + word.length;
      }
    }
    return at <= text.length;
  };
}
