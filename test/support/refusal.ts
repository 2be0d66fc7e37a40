import assert from 'node:assert/strict';

/** For `assert.rejects`: the refusal has this AWS code and, where one is given, this text. */
export const refusal =
  (code: string, message?: string | RegExp) =>
  (error: unknown): true => {
    const { code: actual, message: text } = error as Error & { code?: string };
    assert.equal(actual, code, text);
    if (typeof message === 'string') assert.equal(text, message);
    if (message instanceof RegExp) assert.match(text, message);
    return true;
  };
