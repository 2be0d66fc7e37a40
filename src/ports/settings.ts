/** What operations know of the server's configuration. */
export interface Settings {
  readonly mode: 'development' | 'production';
  readonly accountId: string;
  readonly defaultRegion: string;
  /** Where clients reach the server, without a trailing slash: `https://id.example.com`. */
  readonly publicUrl: string;
  /** The `iss` of a pool's tokens. */
  issuerOf(pool: { id: string; region: string }): string;
}
