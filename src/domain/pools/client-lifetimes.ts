import type { ClientSettings } from './client-settings.ts';

/** How long tokens and sign-in sessions of a client last, in milliseconds. */
export interface Lifetimes {
  readonly access: number;
  readonly id: number;
  readonly refresh: number;
  readonly session: number;
}

type Settings = Pick<
  ClientSettings,
  'AccessTokenValidity' | 'IdTokenValidity' | 'RefreshTokenValidity' | 'TokenValidityUnits' | 'AuthSessionValidity'
>;

const units = { seconds: 1_000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;
const defaultRefresh = 30 * units.days;

/** The lifetimes that a client's settings mean; a refresh token validity of 0 means the default. */
export function lifetimesOf(settings: Settings): Lifetimes {
  const unit = settings.TokenValidityUnits;
  const { AccessTokenValidity: access, IdTokenValidity: id, RefreshTokenValidity: refresh } = settings;
  return {
    access: access ? access * units[unit?.AccessToken ?? 'hours'] : units.hours,
    id: id ? id * units[unit?.IdToken ?? 'hours'] : units.hours,
    refresh: refresh ? refresh * units[unit?.RefreshToken ?? 'days'] : defaultRefresh,
    session: (settings.AuthSessionValidity ?? 3) * units.minutes,
  };
}

/** The refresh token validity to show where none was chosen: thirty days, in the unit that was. */
export const defaultRefreshValidity = (settings: Settings): number =>
  defaultRefresh / units[settings.TokenValidityUnits?.RefreshToken ?? 'days'];

/** What is wrong with a client's token lifetimes; undefined when nothing is. */
export function lifetimesProblem(settings: Settings): string | undefined {
  const { access, id, refresh } = lifetimesOf(settings);
  const outside = (lifetime: number, least: number, most: number): boolean => lifetime < least || lifetime > most;
  if (outside(access, 5 * units.minutes, units.days) || outside(id, 5 * units.minutes, units.days)) {
    return 'Invalid range for token validity. Access and ID tokens last from 5 minutes to 1 day.';
  }
  if (outside(refresh, units.hours, 3_650 * units.days)) {
    return 'Invalid range for token validity. Refresh tokens last from 60 minutes to 3650 days.';
  }
  return refresh < Math.max(access, id) ? 'Refresh tokens must not expire before access and ID tokens.' : undefined;
}
