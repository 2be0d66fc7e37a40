import { type Call, type Command } from '../command.ts';
import { ConfigError } from '#config/problems.ts';
import { modeProblems } from '#config/mode-problems.ts';
import { type Check, localChecks } from '../local-checks.ts';

export const doctor: Command = {
  summary: 'check configuration, data folder, keys, database and clock',
  about: `Checks everything a start depends on, without starting: configuration and what the mode demands, the data
folder and its permissions, the master key, the database, the clock, and the Node it runs on. Ends with 1 when
something must be mended, and says how.`,
  examples: [
    ['cenote doctor', 'check the settings that cenote start would use'],
    ['CENOTE_MODE=production cenote doctor', 'what is missing before this can be public'],
  ],
  flags: {},
  settings: ['mode', 'port', 'data'],
  async run(call) {
    const checks = await allChecks(call);
    for (const check of checks) call.print(lineOf(check));
    const failed = checks.filter(({ ok }) => !ok).length;
    call.print(
      failed === 0 ? '\nAll is well. Next: cenote start' : `\n${failed} of ${checks.length} checks need mending.`,
    );
    return failed === 0 ? 0 : 1;
  },
};

async function allChecks(call: Call): Promise<Check[]> {
  try {
    const config = call.config();
    const { diagnose } = await import('#server/diagnose.ts');
    const mode = modeProblems(config).map(({ option, problem, mend }) => ({
      name: `${config.mode} mode: ${option}`,
      ok: false,
      detail: problem,
      mend,
    }));
    const met = { name: `${config.mode} mode`, ok: true, detail: 'everything it demands is set' };
    return [
      { name: 'configuration', ok: true, detail: 'understood' },
      ...(mode.length > 0 ? mode : [met]),
      ...(await localChecks(config, Date.now())),
      ...(await diagnose(config)),
    ];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ option, from, problem, mend }) => ({
      name: `configuration: ${option}`,
      ok: false,
      detail: from ? `${problem} (from ${from})` : problem,
      mend,
    }));
  }
}

const lineOf = ({ name, ok, detail, mend }: Check): string =>
  `${ok ? '✓' : '✗'} ${name}: ${detail}${!ok && mend ? `\n    → ${mend}` : ''}`;
