import type { Command } from './command.ts';

/** Every command by its name. Each is loaded when it is called. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./commands/start.ts')).start,
  env: async () => (await import('./commands/env.ts')).env,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
  'rotate-keys': async () => (await import('./commands/rotate-keys.ts')).rotateKeys,
  'identities find': async () => (await import('./commands/identities-find.ts')).identitiesFind,
  why: async () => (await import('./commands/why.ts')).why,
  'why role': async () => (await import('./commands/why-role.ts')).whyRole,
  version: async () => (await import('./commands/version.ts')).version,
};
