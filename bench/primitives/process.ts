import {
  argon2id,
  generatorPowerOf,
  publicPowerOf,
  requestSignature,
  rsaSign,
  rsaVerify,
  sealOf,
  secretPowerOf,
  unsealOf,
} from './cryptography.ts';
import { costOf, type Primitive, type PrimitiveName } from './primitive.ts';
import { lookUp, match } from './memory.ts';
import { commit, openTable, read, readTen } from './storage.ts';

/*
 * A process of its own, so that what it measures has the machine's caches and its collector to itself, as the server
 * has. Asked by message for the cost of a primitive; answers with CPU milliseconds.
 */
const table = openTable(process.argv[2] ?? '.');
const open: Readonly<Record<PrimitiveName, () => Primitive | Promise<Primitive>>> = {
  argon2id,
  rsaSign,
  rsaVerify,
  generatorPower: generatorPowerOf,
  publicPower: publicPowerOf,
  secretPower: secretPowerOf,
  seal: sealOf,
  unseal: unsealOf,
  requestSignature,
  lookUp,
  match,
  commit: () => commit(table, 1),
  sharedCommit: () => commit(table, 8),
  read: () => read(table),
  readTen: () => readTen(table),
};
const opened = new Map<PrimitiveName, Primitive>();

process.on('message', async ({ name, duration }: { name: PrimitiveName; duration: number }) => {
  const primitive = opened.get(name) ?? (await open[name]());
  opened.set(name, primitive);
  process.send?.({ cost: await costOf(primitive, duration), about: primitive.about });
});
process.on('disconnect', () => table.close());
