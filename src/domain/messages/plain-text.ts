const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

/** What a message's HTML says, for mail programs that show text only: links with their target, blocks on lines of their own. */
export const plainText = (html: string): string =>
  html
    .replace(/<(style|script|head)\b[^<>]*>(?:(?!<\/\1)[^])*<\/\1[^<>]*>/gi, '')
    .replace(/<a\s[^<>]*?href="([^"<>]*)"[^<>]*>([^<>]*)<\/a\s*>/gi, (_link, target: string, text: string) =>
      text.trim() === target ? target : `${text}: ${target}`,
    )
    .replace(/<(?:br|\/p|\/div|\/h[1-6]|\/li|\/tr|\/table)\b[^<>]*>/gi, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(#39|[a-z]{2,4});/g, (entity, name: string) => entities[name] ?? entity)
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
