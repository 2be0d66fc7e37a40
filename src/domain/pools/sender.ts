import type { PoolSettings } from './pool.ts';

/** Who a pool's mail comes from and whom answers go to; undefined where the server's own sender stands in. */
export interface Sender {
  readonly from: string | undefined;
  readonly replyTo: string | undefined;
}

/** The address in the ARN of an SES identity; undefined when the identity is a whole domain. */
const identityAddress = (arn: string | undefined): string | undefined =>
  /^arn:aws[a-z-]*:ses:[^:]*:\d*:identity\/([^\s@]+@[^\s@]+)$/.exec(arn ?? '')?.[1];

/** The sender that a pool's `EmailConfiguration` asks for: `From`, or else the address that `SourceArn` names. */
export const senderOf = ({ EmailConfiguration }: PoolSettings): Sender => ({
  from: EmailConfiguration?.From ?? identityAddress(EmailConfiguration?.SourceArn),
  replyTo: EmailConfiguration?.ReplyToEmailAddress,
});
