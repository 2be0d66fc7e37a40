import type { Call } from './command.ts';

/** The operation's members out of the flags that are given. @param members the operation's members by flag */
export function membersFrom<Member extends string>(
  call: Call,
  members: Readonly<Record<string, Member>>,
): Readonly<Partial<Record<Member, string>>> {
  const given = Object.entries(members).flatMap(([flag, member]) => {
    const [value] = call.values(flag);
    return value === undefined ? [] : [[member, value] as const];
  });
  return Object.fromEntries(given) as Partial<Record<Member, string>>;
}
