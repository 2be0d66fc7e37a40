import type { FailureName } from '#domain/failures.ts';
import type { Notice } from './page.ts';

/** What the page says, and the status it says it with. */
export interface Answer extends Notice {
  readonly status: 200 | 400 | 404 | 409 | 410 | 429;
}

const problem = (status: Answer['status'], title: string, text: string, next: string): Answer => ({
  kind: 'problem',
  status,
  title,
  text,
  next,
});

export const confirmed: Answer = {
  kind: 'done',
  status: 200,
  title: 'Your account is confirmed',
  text: 'Thank you: this e-mail address is verified as yours.',
  next: 'You can close this page, go back to where you signed up, and sign in.',
};

export const linkBroken = problem(
  400,
  'This link is not complete',
  'Something is missing from the address, perhaps because a mail program broke it over two lines.',
  'Open the link in your message once more, or copy the whole of it into the address bar.',
);

const linkWrong = problem(
  400,
  'This link does not work',
  'It is not the newest link that was sent to you, or it was changed on its way.',
  'Use the link in the newest message. If that fails too, ask for a new one where you signed up.',
);

/** By the failure that stands behind it. What is not here is nobody's fault but the server's. */
export const refusals: Partial<Record<FailureName, Answer>> = {
  aliasExists: problem(
    409,
    'Another account has this address',
    'An account with this e-mail address is confirmed already, so this one cannot be confirmed with it.',
    'Sign in with the account you have, or sign up with another address.',
  ),
  attemptLimit: problem(
    429,
    'Too many attempts',
    'This account was tried to be confirmed too often within the hour.',
    'Wait a while, then open the newest link again.',
  ),
  cannotConfirm: problem(
    409,
    'Your account is confirmed already',
    'This link was used before, and it works only once. Nothing is wrong.',
    'You can close this page and sign in.',
  ),
  clientNotFound: linkWrong,
  codeExpired: problem(
    410,
    'This link does not work any more',
    'Links work once and for a day.',
    'If your account is not confirmed yet, ask for a new link where you signed up.',
  ),
  codeMismatch: linkWrong,
  poolNotFound: linkWrong,
  unknownUserOfClient: linkWrong,
  userDisabled: problem(
    409,
    'This account is switched off',
    'An administrator disabled it, so it cannot be confirmed.',
    'Ask whoever runs the service you signed up for.',
  ),
};
