import type { PoolSettings } from './pool.ts';

type Messages = Pick<
  PoolSettings,
  'VerificationMessageTemplate' | 'SmsVerificationMessage' | 'EmailVerificationMessage' | 'EmailVerificationSubject'
>;

/**
 * The texts of verification messages under both of the names they go by: in the template, and in the three older
 * settings that mirror it. Where a request gives both, the template counts.
 */
export function verificationMessages(given: Messages): Messages {
  const template = given.VerificationMessageTemplate;
  const SmsMessage = template?.SmsMessage ?? given.SmsVerificationMessage;
  const EmailMessage = template?.EmailMessage ?? given.EmailVerificationMessage;
  const EmailSubject = template?.EmailSubject ?? given.EmailVerificationSubject;
  return {
    SmsVerificationMessage: SmsMessage,
    EmailVerificationMessage: EmailMessage,
    EmailVerificationSubject: EmailSubject,
    VerificationMessageTemplate: {
      ...(SmsMessage !== undefined && { SmsMessage }),
      ...(EmailMessage !== undefined && { EmailMessage }),
      ...(EmailSubject !== undefined && { EmailSubject }),
      ...(template?.EmailMessageByLink !== undefined && { EmailMessageByLink: template.EmailMessageByLink }),
      ...(template?.EmailSubjectByLink !== undefined && { EmailSubjectByLink: template.EmailSubjectByLink }),
      DefaultEmailOption: template?.DefaultEmailOption ?? 'CONFIRM_WITH_CODE',
    },
  };
}

const placeholders = ['{username}', '{####}'] as const;

/** What an invitation's text lacks: without name and temporary password nobody could accept it. */
export function invitationProblem({ AdminCreateUserConfig }: PoolSettings): string | undefined {
  const { EmailMessage, SMSMessage } = AdminCreateUserConfig?.InviteMessageTemplate ?? {};
  for (const [member, text] of [
    ['EmailMessage', EmailMessage],
    ['SMSMessage', SMSMessage],
  ] as const) {
    const missing = text === undefined ? undefined : placeholders.find((placeholder) => !text.includes(placeholder));
    if (missing) return `InviteMessageTemplate.${member} must contain ${missing}.`;
  }
  return undefined;
}
