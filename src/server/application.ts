import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { Logger } from 'pino';
import type { Config } from '#config/config.ts';
import { trustedProxies } from '#config/trusted-proxies.ts';
import { iamModel, identityPoolsModel, stsModel, userPoolsModel } from '#contract/model.ts';
import { adminFront, adminPath } from '#fronts/admin/front.ts';
import { awsJsonFront } from '#fronts/aws-json/front.ts';
import { awsQueryFront, speaksQuery } from '#fronts/aws-query/front.ts';
import { developmentFront } from '#fronts/development/front.ts';
import { identityIssuerFront } from '#fronts/identity-issuer/front.ts';
import { importUploadFront } from '#fronts/import-upload/import-upload.ts';
import { issuerFront } from '#fronts/issuer/front.ts';
import { operationsFront, type Readiness } from '#fronts/operations/front.ts';
import { operatorsOnly } from '#fronts/operations/operators-only.ts';
import { type Authenticate, sigV4Authenticator } from '#fronts/sigv4/authenticate.ts';
import type { Asked } from '#fronts/sigv4/authorize.ts';
import { adminApis } from '#operations/admin/apis.ts';
import { authorize } from '#operations/steps/authorization/authorize.ts';
import type { Clock, VirtualClock } from '#ports/world.ts';
import { verificationFront } from '#fronts/verification/front.ts';
import type { Composition } from './compose.ts';
import { clientAddress } from './client-address.ts';

/** Importing again what is loaded finds it, but takes longer than many an operation. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => (loading ??= load());
}

// Each service when it is first called: a server is ready sooner, and smaller without those that nobody calls.
const userPools = once(async () => (await import('#operations/user-pools/operations.gen.ts')).operations);
const identityPools = once(async () => (await import('#operations/identity-pools/operations.gen.ts')).operations);
const iam = once(async () => (await import('#operations/iam/operations.gen.ts')).operations);
const sts = once(async () => (await import('#operations/sts/operations.gen.ts')).operations);

/** Everything that is served on the port, each front at its path. */
export function application(
  config: Config,
  { services, accessKeys, keyUse }: Composition,
  { log, clock, readiness }: { log: Logger; clock: Clock | VirtualClock; readiness: () => Promise<Readiness> },
): Hono {
  const app = new Hono();
  // Signatures are held against real time, also where development moves the clock for everything else.
  const verify = sigV4Authenticator({ accessKeys, now: Date.now, clock });
  const authenticate: Authenticate = async (call) => {
    const signer = await verify(call);
    keyUse.note(signer.principal, call.service, signer.region);
    return signer;
  };
  const shared = {
    services,
    authenticate,
    authorize: (asked: Asked) => authorize(services, asked),
    defaultRegion: config.region,
    newRequestId: () => randomUUID(),
    bodyLimit: config.bodyLimit,
    sourceIp: clientAddress(trustedProxies(config.trustProxy)),
    log,
  };
  const awsJson = awsJsonFront({
    ...shared,
    apis: [
      { model: userPoolsModel, operations: userPools },
      { model: identityPoolsModel, operations: identityPools },
    ],
  });
  const awsQuery = awsQueryFront({
    ...shared,
    apis: [
      { model: iamModel, operations: iam },
      { model: stsModel, operations: sts },
    ],
  });
  app.all('/', (context) => (speaksQuery(context) ? awsQuery(context) : awsJson(context)));
  app.all(adminPath, adminFront({ ...shared, apis: adminApis }));
  app.route('/', operationsFront(readiness));
  app.route('/', issuerFront(services));
  app.route('/', identityIssuerFront(services));
  app.route('/', verificationFront(services));
  app.route('/', importUploadFront(services));
  if (config.mode === 'development' && 'advance' in clock) {
    const { publicUrl } = services.settings;
    app.use('/_cenote/*', operatorsOnly(config.adminKey));
    app.route('/', developmentFront({ messages: services.store.messages, clock, publicUrl }));
  }
  app.notFound((c) => c.json({ message: 'There is nothing at this address.' }, 404));
  app.onError((error, c) => {
    log.error({ error, path: c.req.path }, 'a request failed');
    return c.json({ message: 'An internal error occurred.' }, 500);
  });
  return app;
}
