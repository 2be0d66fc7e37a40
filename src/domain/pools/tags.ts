/** How many tags a resource can have. */
const tagLimit = 50;

type Tags = Readonly<Record<string, string>>;

/** What AWS allows in tags: letters, digits, blanks and these marks. */
const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** What is wrong with tags that are about to be set, `existing` being there already; undefined when nothing is. */
export function tagProblem(given: Tags, existing: Tags = {}): string | undefined {
  for (const [key, value] of Object.entries(given)) {
    if (/^aws:/i.test(key)) return `Tag keys can not begin with aws:, which is reserved: ${key}`;
    if (!allowed.test(key) || !allowed.test(value))
      return `Tag keys and values hold letters, digits, blanks and _ . : / = + - @ only: ${key}`;
  }
  const count = new Set([...Object.keys(existing), ...Object.keys(given)]).size;
  return count > tagLimit ? `A resource can not have more than ${tagLimit} tags.` : undefined;
}
