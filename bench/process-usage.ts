import { readFileSync } from 'node:fs';

/** Linux counts in these units, whatever the machine (USER_HZ). */
const ticksPerSecond = 100;

/** CPU time that a process has used so far, all of its threads, in milliseconds. proc(5): fields 14 and 15 of `stat`. */
export function cpuTime(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // The second field is the name in parentheses, and may itself hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1_000) / ticksPerSecond;
}

/** Memory of a process in MB: resident now, and the most it ever was. */
export function memory(pid: number): { resident: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  const megabytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) / 1_024;
  return { resident: megabytes('VmRSS'), peak: megabytes('VmHWM') };
}
