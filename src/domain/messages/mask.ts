import type { ContactAttribute } from '../pools/pool.ts';
import type { Channel } from './message.ts';

/** The way a message takes to a contact attribute. */
export const channelOf = (attribute: ContactAttribute): Channel => (attribute === 'email' ? 'email' : 'sms');

/**
 * A destination as AWS shows it to people who may not know it: `f***@e***` for an address, `+*******1212` for a
 * number (all digits but the last four as stars).
 */
export function maskedDestination(attribute: ContactAttribute, value: string): string {
  if (attribute === 'phone_number') {
    const digits = value.replace(/^\+/, '');
    return `+${'*'.repeat(Math.max(0, digits.length - 4))}${digits.slice(-4)}`;
  }
  const at = value.lastIndexOf('@');
  const [first = ''] = value.slice(0, Math.max(0, at));
  const [domain = ''] = value.slice(at + 1);
  return `${first}***@${domain}***`;
}
