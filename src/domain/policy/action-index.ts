import type { Statement } from './statement.ts';

/** Servers ask for some hundred actions; more come only from whoever simulates names of their own. */
const mostRemembered = 512;

/**
 * Finds the statements that are about an action. Which they are hangs on the action alone, so the answers are remembered:
 * a decision then costs one look-up for each policy, and looks at the statements that may matter.
 */
export function actionIndex(statements: readonly Statement[]): (action: string) => readonly Statement[] {
  const known = new Map<string, readonly Statement[]>();
  return (action) => {
    const remembered = known.get(action);
    if (remembered) return remembered;
    const found = statements.filter(({ coversAction }) => coversAction(action));
    if (known.size >= mostRemembered) known.clear();
    known.set(action, found);
    return found;
  };
}
