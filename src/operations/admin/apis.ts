import type { ServiceModel } from '#contract/model.ts';
import type { Call, Services } from '../operation.ts';
import { explainAccess } from './explain-access.ts';
import { explainRole } from './explain-role.ts';
import { findIdentities } from './find-identities.ts';
import { findModel } from './find-model.ts';
import { revokeSessions } from './revoke-sessions.ts';
import { sessionsModel } from './sessions-model.ts';
import { whyModel } from './why-model.ts';

/** Cenote's own operations: what their inputs may contain, and the operations, which hold their inputs to it themselves. */
export interface AdminApi {
  readonly model: ServiceModel;
  readonly operations: Readonly<Record<string, (input: never, services: Services, call: Call) => Promise<object>>>;
}

/** Every operation of the admin API, by its name. */
export const adminApis: readonly AdminApi[] = [
  { model: findModel, operations: { FindIdentities: findIdentities } },
  { model: sessionsModel, operations: { RevokeSessions: revokeSessions } },
  { model: whyModel, operations: { ExplainAccess: explainAccess, ExplainRole: explainRole } },
];
