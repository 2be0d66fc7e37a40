import { Failure } from '../failures.ts';
import { invitationProblem } from './pool-messages.ts';
import type { PoolSettings } from './pool.ts';
import { featureBeyondTier } from './tiers.ts';
import { unbuiltPoolSetting } from './unbuilt-pool-settings.ts';

/** Says what is wrong with the settings as they were given, if anything is. */
type Rule = (given: PoolSettings) => string | undefined;

const signInNames: Rule = ({ AliasAttributes, UsernameAttributes }) =>
  AliasAttributes?.length && UsernameAttributes?.length
    ? 'Only one of the aliasAttributes or usernameAttributes can be set in a user pool.'
    : undefined;

const verificationBeforeUpdate: Rule = ({ UserAttributeUpdateSettings, AutoVerifiedAttributes = [] }) => {
  const asked = UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [];
  const lacking = asked.find((attribute) => !AutoVerifiedAttributes.includes(attribute));
  return (
    lacking && `AttributesRequireVerificationBeforeUpdate must be auto-verified attributes, and ${lacking} is not.`
  );
};

const recovery: Rule = ({ AccountRecoverySetting }) => {
  const mechanisms = AccountRecoverySetting?.RecoveryMechanisms ?? [];
  const names = new Set(mechanisms.map(({ Name }) => Name));
  const priorities = new Set(mechanisms.map(({ Priority }) => Priority));
  if (names.size < mechanisms.length) return 'RecoveryMechanisms must not name a mechanism twice.';
  if (priorities.size < mechanisms.length) return 'RecoveryMechanisms must not give a priority twice.';
  return names.has('admin_only') && names.size > 1
    ? 'admin_only can not be combined with another recovery mechanism.'
    : undefined;
};

const temporaryPasswords: Rule = ({ Policies, AdminCreateUserConfig }) => {
  const days = Policies?.PasswordPolicy?.TemporaryPasswordValidityDays;
  const legacy = AdminCreateUserConfig?.UnusedAccountValidityDays;
  // Equal values are what DescribeUserPool shows, and programs send back what they read.
  return days !== undefined && legacy !== undefined && (days || 7) !== (legacy || 7)
    ? 'Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays'
    : undefined;
};

const mailbox =
  /^(?:[^\p{Cc}<>]{0,128}<[^\s\p{Cc}<>@]{1,64}@[^\s\p{Cc}<>@]{1,255}>|[^\s\p{Cc}<>@]{1,64}@[^\s\p{Cc}<>@]{1,255})$/u;

const sender: Rule = ({ EmailConfiguration }) => {
  const { EmailSendingAccount, SourceArn, From } = EmailConfiguration ?? {};
  if (EmailSendingAccount === 'DEVELOPER' && !SourceArn) {
    return 'EmailConfiguration.SourceArn is required when EmailSendingAccount is DEVELOPER.';
  }
  return From === undefined || mailbox.test(From)
    ? undefined
    : 'EmailConfiguration.From must be an address, or a name with an address in angle brackets.';
};

const passwordFactor: Rule = ({ Policies }) => {
  const factors = Policies?.SignInPolicy?.AllowedFirstAuthFactors;
  return factors?.includes('SOFTWARE_TOKEN') ? 'SOFTWARE_TOKEN can not be a first authentication factor.' : undefined;
};

const rules: readonly Rule[] = [
  signInNames,
  verificationBeforeUpdate,
  recovery,
  temporaryPasswords,
  sender,
  passwordFactor,
  invitationProblem,
];

/**
 * Holds the settings of a pool that is created or updated to AWS's rules, and to what this server can do.
 * @throws Failure `invalidParameter`, `notHonoured`, `featureUnavailableInTier`
 */
export function checkPoolSettings(given: PoolSettings): void {
  for (const rule of rules) {
    const reason = rule(given);
    if (reason) throw new Failure('invalidParameter', { reason });
  }
  const feature = featureBeyondTier(given);
  if (feature) throw new Failure('featureUnavailableInTier', { feature, tier: given.UserPoolTier ?? 'ESSENTIALS' });
  const setting = unbuiltPoolSetting(given);
  if (setting) throw new Failure('notHonoured', { setting });
}
