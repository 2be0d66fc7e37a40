/** The challenges this server sets so far. */
export type ChallengeName = 'PASSWORD_VERIFIER' | 'NEW_PASSWORD_REQUIRED';

/** What has been proven in an attempt to sign in. `signUpCode`: the address, by the code that confirmed the sign-up just now. */
export type Proof = 'password' | 'signUpCode';

/** The server's half of an SRP exchange: everything the second step needs. Numbers are hex, bytes base64. */
export interface SrpExchange {
  readonly A: string;
  readonly B: string;
  readonly b: string;
}

/**
 * An attempt to sign in between two requests. It travels sealed inside the client's `Session`, so the server keeps
 * nothing of it but, once it is used, its id.
 */
export interface Attempt {
  readonly id: string;
  readonly poolId: string;
  readonly clientId: string;
  /** A stand-in's where no user has this name and the client is not to learn that, not even by how long the session is. */
  readonly sub: string;
  /** USER_ID_FOR_SRP: the stored username, or what stands for one that does not exist. */
  readonly username: string;
  /** What was typed; challenges may be answered under this name too. */
  readonly typed: string;
  /** What the client has to answer next. */
  readonly challenge: ChallengeName;
  readonly proofs: readonly Proof[];
  /** When the password that was proven had been set: an attempt is worth nothing once another has taken its place. */
  readonly passwordSetAt: number | undefined;
  readonly srp: SrpExchange | undefined;
  readonly expiresAt: number;
}
