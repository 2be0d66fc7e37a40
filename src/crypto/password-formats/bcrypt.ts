export interface BcryptHash {
  readonly variant: 'a' | 'b' | 'x' | 'y';
  /** log₂ of the rounds, 4 to 31. */
  readonly cost: number;
}

const form = /^\$2([abxy])\$(\d\d)\$[./A-Za-z0-9]{53}$/;

/** `$2b$12$` with 22 characters of salt and 31 of hash. */
export function parseBcrypt(text: string): BcryptHash | undefined {
  const [, variant, digits] = form.exec(text) ?? [];
  const cost = Number(digits);
  return variant && cost >= 4 && cost <= 31 ? { variant: variant as BcryptHash['variant'], cost } : undefined;
}
