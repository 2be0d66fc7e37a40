import { pino, type Logger } from 'pino';
import type { Config } from '#config/config.ts';

/** Logs as JSON lines on stderr, so that stdout stays for people. Nothing secret is handed to it. */
export const logger = ({ logLevel }: Pick<Config, 'logLevel'>): Logger =>
  pino({ level: logLevel, base: { name: 'cenote' }, errorKey: 'error' }, pino.destination({ fd: 2, sync: true }));
