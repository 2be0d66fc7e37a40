/** The names of today's sign-in flows; the legacy names are translated to these. */
export type Flow =
  | 'ALLOW_ADMIN_USER_PASSWORD_AUTH'
  | 'ALLOW_CLIENT_TOKEN_AUTH'
  | 'ALLOW_CUSTOM_AUTH'
  | 'ALLOW_REFRESH_TOKEN_AUTH'
  | 'ALLOW_USER_AUTH'
  | 'ALLOW_USER_PASSWORD_AUTH'
  | 'ALLOW_USER_SRP_AUTH';

const legacyFlows: Readonly<Record<string, Flow>> = {
  ADMIN_NO_SRP_AUTH: 'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  CUSTOM_AUTH_FLOW_ONLY: 'ALLOW_CUSTOM_AUTH',
  USER_PASSWORD_AUTH: 'ALLOW_USER_PASSWORD_AUTH',
};
const defaultFlows: readonly Flow[] = ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH'];

const isLegacy = (name: string): boolean => Object.hasOwn(legacyFlows, name);

/** The flows that a client's `ExplicitAuthFlows` allow; without any, AWS's default three. */
export function flowsOf(named: readonly string[] = []): ReadonlySet<Flow> {
  if (named.length === 0) return new Set(defaultFlows);
  const flows = new Set(named.map((name) => legacyFlows[name] ?? (name as Flow)));
  // A client on the legacy names could always refresh and use SRP; only the ALLOW_ names made those a choice.
  if (named.some(isLegacy)) {
    flows.add('ALLOW_REFRESH_TOKEN_AUTH');
    if (!named.includes('CUSTOM_AUTH_FLOW_ONLY')) flows.add('ALLOW_USER_SRP_AUTH');
  }
  return flows;
}

/** What is wrong with a client's `ExplicitAuthFlows`; undefined when nothing is. */
export function flowsProblem(named: readonly string[] = []): string | undefined {
  const legacy = named.find(isLegacy);
  const current = named.find((name) => !isLegacy(name));
  return legacy && current && `ExplicitAuthFlows ${legacy} can not be combined with ${current}.`;
}
