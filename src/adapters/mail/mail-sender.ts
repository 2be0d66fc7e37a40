import type { Message } from '#domain/messages/message.ts';

/** How an attempt to send went: `refused` for good, or `delayed` so that trying again may help. */
export type Outcome = { readonly sent: true } | { readonly refused: string } | { readonly delayed: string };

/** Hands one message to a mail server. Never throws. */
export interface MailSender {
  send(message: Message): Promise<Outcome>;
  close(): void;
}
