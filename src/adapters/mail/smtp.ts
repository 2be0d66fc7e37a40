import { createTransport } from 'nodemailer';
import type { Message } from '#domain/messages/message.ts';
import { plainText } from '#domain/messages/plain-text.ts';
import type { MailSender, Outcome } from './mail-sender.ts';

export interface SmtpSettings {
  /** `smtps://user:password@host:465` or `smtp://host:587`; `?requireTLS=true` insists on STARTTLS. */
  readonly url: string;
  /** For pools that do not name a sender of their own. */
  readonly from: string;
}

/** Milliseconds after which a silent mail server counts as unreachable. */
const timeouts = { dnsTimeout: 5_000, connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000 };

/** Sends over SMTP (RFC 5321) through a few connections that are kept open; STARTTLS where the server offers it. */
export function smtpSender({ url, from }: SmtpSettings): MailSender {
  const transport = createTransport({
    ...timeouts,
    url,
    pool: true,
    maxConnections: 4,
    disableFileAccess: true,
    disableUrlAccess: true,
    tls: { minVersion: 'TLSv1.2' },
  });
  return {
    async send(message) {
      try {
        await transport.sendMail(mailOf(message, from));
        return { sent: true };
      } catch (error) {
        return outcomeOf(error);
      }
    },
    close: () => transport.close(),
  };
}

function mailOf({ id, to, from, replyTo, subject, body }: Message, defaultFrom: string) {
  return {
    from: from ?? defaultFrom,
    // As a value, so that nothing in the address is read as a second one.
    to: { name: '', address: to },
    ...(replyTo && { replyTo }),
    subject: subject ?? '',
    html: body,
    text: plainText(body),
    // The same at every attempt, so that a mail that came twice can be recognised.
    messageId: `<${id}@cenote.invalid>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

/**
 * A 5xx answer to sender, receiver or message is final (RFC 5321 §4.2.1). A refused login or a broken connection is the
 * operator's to mend, and the message waits for that.
 */
function outcomeOf(error: unknown): Outcome {
  const { code, responseCode, message } = error as { code?: string; responseCode?: number; message?: string };
  const final = (code === 'EENVELOPE' || code === 'EMESSAGE') && (responseCode === undefined || responseCode >= 500);
  const reason = [code, message].filter(Boolean).join(': ').slice(0, 500) || 'unknown error';
  return final ? { refused: reason } : { delayed: reason };
}
