import { cenoteVersion } from '#config/version.ts';
import type { Command } from '../command.ts';

export const version: Command = {
  summary: 'say which version this is, and what it runs on',
  about: 'Prints the versions of Cenote, Node, SQLite and OpenSSL: what a report of a fault should carry.',
  examples: [['cenote version', 'the four versions, one per line']],
  flags: {},
  settings: [],
  async run({ print }) {
    const { node, sqlite, openssl } = process.versions;
    for (const [name, number] of Object.entries({
      Cenote: cenoteVersion(),
      Node: node,
      SQLite: sqlite,
      OpenSSL: openssl,
    })) {
      print(`${name} ${number}`);
    }
    return 0;
  },
};
