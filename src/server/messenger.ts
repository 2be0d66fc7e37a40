import type { Logger } from 'pino';
import { outboxMessenger, type Sending } from '#adapters/mail/messenger.ts';
import type { SmtpSettings } from '#adapters/mail/smtp.ts';
import type { Config } from '#config/config.ts';
import type { Messenger } from '#ports/messenger.ts';
import type { Store } from '#ports/stores.ts';
import type { Clock } from '#ports/world.ts';

/** The way of messages that the configuration asks for. */
export async function openMessenger(
  { mail, texts }: Pick<Config, 'mail' | 'texts'>,
  { store, clock, log }: { store: Store; clock: Clock; log: Logger },
): Promise<Messenger & { close(): Promise<void> }> {
  const byMail: Sending =
    mail.smtpUrl && mail.sender === 'smtp' ? await smtp({ url: mail.smtpUrl, from: mail.from }) : 'outbox';
  return outboxMessenger({
    messages: store.messages,
    clock,
    senders: { email: byMail, sms: texts.sender },
    report: (event) => log.warn(event, 'a message was not delivered at the first attempt'),
  });
}

/** Loaded only where mails are really sent. */
async function smtp(settings: SmtpSettings): Promise<Sending> {
  const { smtpSender } = await import('#adapters/mail/smtp.ts');
  return smtpSender(settings);
}
