/** Now, in milliseconds since the epoch. In development mode it can be moved forward. */
export interface Clock {
  now(): number;
}

/** A clock that development mode moves ahead, so that whatever expires can be seen to expire. Milliseconds. */
export interface VirtualClock extends Clock {
  /** How far it is ahead of the machine's. */
  ahead(): number;
  advance(milliseconds: number): void;
  /** Back to the machine's time. */
  reset(): void;
}

/** Unpredictable bytes. */
export interface Random {
  bytes(length: number): Uint8Array<ArrayBuffer>;
}
