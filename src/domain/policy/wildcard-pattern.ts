/** `*`: any run of characters, also none. */
export const anyRun = -1;
/** `?`: any one character. */
export const anyOne = -2;

/** A pattern: UTF-16 units, `anyRun` and `anyOne`. */
export type WildcardPattern = readonly number[];
