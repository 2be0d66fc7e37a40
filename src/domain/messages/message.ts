export type Channel = 'email' | 'sms';

/** What made the message necessary; the names that Cognito's message triggers use. */
export type MessageTrigger =
  | 'SignUp'
  | 'AdminCreateUser'
  | 'ResendCode'
  | 'ForgotPassword'
  | 'UpdateUserAttribute'
  | 'VerifyUserAttribute'
  | 'Authentication';

/** A message to a user, complete and ready to be sent. */
export interface Message {
  readonly id: string;
  readonly poolId: string;
  readonly username: string;
  readonly channel: Channel;
  readonly to: string;
  readonly trigger: MessageTrigger;
  /** Undefined for SMS. */
  readonly subject: string | undefined;
  readonly body: string;
  /** The code or temporary password in it, for whoever reads the development outbox. */
  readonly code: string | undefined;
  readonly link: string | undefined;
  /** From and reply-to that the pool asks for, if any. */
  readonly from: string | undefined;
  readonly replyTo: string | undefined;
  readonly createdAt: number;
}

/** A message in the outbox and how far its delivery is. */
export interface QueuedMessage extends Message {
  readonly state: 'kept' | 'queued' | 'sent' | 'failed';
  readonly attempts: number;
  readonly nextAttemptAt: number | undefined;
  readonly sentAt: number | undefined;
  readonly lastError: string | undefined;
}
