import { answered } from '../answered.ts';
import type { Command } from '../command.ts';
import { inFlags } from '../in-flags.ts';
import { roleLines } from '../show/role.ts';
import { askerAdvice, askerFlags, askerFrom, askerMembers } from '../why-flags.ts';

export const whyRole: Command = {
  summary: 'why an identity gets this role or none, and what would change it',
  about: `Tells which role an identity pool gives: the login that decides, the mapping rules in the order in which they are
tried, what the role’s trust policy says to the identity, and what stands in the way. To clients AWS says one sentence
for all of it. It reads the database itself, beside a running server or without one, and changes nothing.`,
  examples: [
    ['cenote why role --identity us-east-1:4f2b…', 'of an identity that is there'],
    ['cenote why role --identity-pool us-east-1:7c1d… --username ada', 'of a user who would sign in now'],
    [
      'cenote why role --identity-pool us-east-1:7c1d… --provider accounts.google.com --claim sub=1',
      'of anybody with such a token',
    ],
    ['cenote why role --identity-pool us-east-1:7c1d…', 'of a guest'],
  ],
  flags: { ...askerFlags, json: { description: 'Print the answer as JSON, as the admin API gives it' } },
  settings: ['data', 'port', 'publicUrl'],
  async run(call) {
    const input = askerFrom(call);
    const { explainRole } = await import('#operations/admin/explain-role.ts');
    const { readRoleQuestion } = await import('#operations/admin/read-question.ts');
    return answered(call, {
      members: askerMembers,
      check: () => readRoleQuestion(input),
      ask: (uses, request) => explainRole(input, uses, request),
      show: (answer) => roleLines({ ...answer, Notes: answer.Notes.map((note) => inFlags(note, askerMembers)) }),
      advice: askerAdvice,
    });
  },
};
