import type { Pool } from '../pools/pool.ts';
import type { Channel } from './message.ts';

/** What is written into a template's placeholders. */
export interface Placeholders {
  /** For `{####}`: the code or the temporary password. */
  readonly code: string;
  /** For `{username}`, which only invitations have. */
  readonly username?: string | undefined;
  /** Where `{##…##}` leads. */
  readonly link?: string | undefined;
}

export interface RenderedMessage {
  /** Undefined for text messages. */
  readonly subject: string | undefined;
  readonly body: string;
}

interface Template {
  readonly subject?: string | undefined;
  readonly body: string;
}

const defaults = {
  code: { subject: 'Your verification code', body: 'Your verification code is {####}. ' },
  link: {
    subject: 'Your verification link',
    body: 'Please click the link below to verify your email address. {##Verify Email##} ',
  },
  invitation: {
    subject: 'Your temporary password',
    body: 'Your username is {username} and temporary password is {####}. ',
  },
} as const;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character]!);
const asIs = (text: string): string => text;

/** A subject is one header line: what could begin another is made a blank. */
const oneLine = (text: string): string => text.replace(/[\r\n\u2028\u2029\0]+/g, ' ').trim();

function filled(template: string, { code, username, link }: Placeholders, write: (text: string) => string): string {
  return template.replace(/\{####\}|\{username\}|\{##((?:(?!##)[^])*)##\}/g, (placeholder, linkText?: string) => {
    if (placeholder === '{####}') return write(code);
    if (placeholder === '{username}') return username === undefined ? placeholder : write(username);
    return link === undefined ? placeholder : `<a href="${escapeHtml(link)}">${linkText ?? ''}</a>`;
  });
}

function rendered(channel: Channel, template: Template, placeholders: Placeholders): RenderedMessage {
  if (channel === 'sms') return { subject: undefined, body: filled(template.body, placeholders, asIs) };
  // Mail bodies are HTML, as in Cognito: what a user chose must not become markup in it.
  return {
    subject: oneLine(filled(template.subject ?? '', placeholders, asIs)),
    body: filled(template.body, placeholders, escapeHtml),
  };
}

/** Whether the pool verifies an address at sign-up by a link instead of a code (`DefaultEmailOption`). */
export const confirmsByLink = (pool: Pool): boolean =>
  pool.settings.VerificationMessageTemplate?.DefaultEmailOption === 'CONFIRM_WITH_LINK';

/**
 * The message that carries a verification or reset code, from the pool's templates or AWS's default texts. With a
 * `link` it is the message by link.
 */
export function verificationMessage(pool: Pool, channel: Channel, placeholders: Placeholders): RenderedMessage {
  const { VerificationMessageTemplate: template, ...legacy } = pool.settings;
  if (channel === 'sms') {
    return rendered(
      channel,
      { body: template?.SmsMessage ?? legacy.SmsVerificationMessage ?? defaults.code.body },
      placeholders,
    );
  }
  if (placeholders.link !== undefined) {
    const subject = template?.EmailSubjectByLink ?? defaults.link.subject;
    return rendered(channel, { subject, body: template?.EmailMessageByLink ?? defaults.link.body }, placeholders);
  }
  const subject = template?.EmailSubject ?? legacy.EmailVerificationSubject ?? defaults.code.subject;
  const body = template?.EmailMessage ?? legacy.EmailVerificationMessage ?? defaults.code.body;
  return rendered(channel, { subject, body }, placeholders);
}

/** The message that invites a user whom an administrator made. */
export function invitationMessage(pool: Pool, channel: Channel, placeholders: Placeholders): RenderedMessage {
  const template = pool.settings.AdminCreateUserConfig?.InviteMessageTemplate;
  const body = (channel === 'sms' ? template?.SMSMessage : template?.EmailMessage) ?? defaults.invitation.body;
  return rendered(channel, { subject: template?.EmailSubject ?? defaults.invitation.subject, body }, placeholders);
}
