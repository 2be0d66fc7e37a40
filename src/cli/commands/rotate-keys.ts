import { failureText } from '../failure-text.ts';
import { type Command, UsageError } from '../command.ts';

export const rotateKeys: Command = {
  summary: 'give pools new signing keys, or re-seal secrets under a new master key',
  about: `Makes a new signing key for user pools and for the identity pools. It is in the key set at once and signs ten minutes later, when
every verifier has had time to read it. Tokens signed by the earlier key stay good until they expire. With --master, re-seals every secret in the database under the present master key:
set CENOTE_MASTER_KEY to the new key and CENOTE_PREVIOUS_MASTER_KEYS to the old one, restart, then call it.`,
  examples: [
    ['cenote rotate-keys', 'a new signing key for every user pool and for the identity pools'],
    ['cenote rotate-keys --pool us-east-1_Ab3dE6gH9', 'for one user pool'],
    ['cenote rotate-keys --master', 'after the master key was changed'],
  ],
  flags: {
    pool: { value: 'ID', repeatable: true, description: 'Only this user pool (may be given several times)' },
    master: { description: 'Re-seal secrets under the present master key; signing keys stay' },
  },
  settings: ['data'],
  async run(call) {
    const pools = call.values('pool');
    const master = call.has('master');
    if (master && pools.length > 0) throw new UsageError('--master is for the whole database and goes without --pool.');
    const { rotateKeys: rotate } = await import('#server/rotate-keys.ts');
    const config = call.config();
    try {
      const rotated = await rotate(config, { what: master ? 'master' : 'signing', pools });
      for (const { name, detail, done } of rotated) (done ? call.print : call.remark)(`${name}  ${detail}`);
      if (rotated.length === 0) call.remark(master ? 'There is nothing to seal anew.' : 'There is no pool yet.');
      return rotated.every(({ done }) => done) ? 0 : 1;
    } catch (error) {
      call.remark(failureText(error, config));
      return 1;
    }
  },
};
