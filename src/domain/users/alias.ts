/** A name other than the username by which a user signs in; unique in the pool. Values are already folded where the pool ignores case. */
export interface Alias {
  readonly kind: 'email' | 'phone_number' | 'preferred_username';
  readonly value: string;
}
