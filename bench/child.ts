import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A process of ours that answers each message with one. */
export interface Child extends AsyncDisposable {
  readonly pid: number;
  /** @throws Error when it answers with `{ error }`, or ends */
  ask<Answer>(message?: object): Promise<Answer>;
}

/** Starts a program of this folder. Without a message `ask` waits for what it says by itself. */
export function startChild(program: string, ...args: string[]): Child {
  const child = fork(new URL(program, import.meta.url), args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return {
    pid: child.pid ?? 0,
    async ask<Answer>(message?: object) {
      const answered = answerOf(child);
      if (message) child.send(message);
      return (await answered) as Answer;
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.disconnect();
      const impatience = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(impatience);
    },
  };
}

function answerOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onMessage = (answer: { error?: string }) =>
      settle(() => (answer.error === undefined ? resolve(answer) : reject(new Error(answer.error))));
    const onExit = (code: number | null) => settle(() => reject(new Error(`A process of the run ended (${code}).`)));
    const settle = (done: () => void) => {
      child.off('message', onMessage).off('exit', onExit);
      done();
    };
    child.once('message', onMessage).once('exit', onExit);
  });
}
