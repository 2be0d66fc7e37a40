/**
 * Whether every character of a text can be stored and comes back as it went in. Lone surrogates have no UTF-8 form (all
 * of them would become the same replacement character, so that two names could turn into one) and PostgreSQL keeps no NUL.
 */
export const isStorableText = (text: string): boolean => text.isWellFormed() && !text.includes('\0');
