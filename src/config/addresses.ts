import type { Config } from './config.ts';

/** The address that clients use, without a slash at the end. `port` is the one listened on when the setting is 0. */
export function publicUrlOf(config: Config, port: number = config.port): string {
  return config.publicUrl ?? `${config.tls ? 'https' : 'http'}://localhost:${port}`;
}
