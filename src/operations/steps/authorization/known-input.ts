import { iamModel, identityPoolsModel, type ServiceModel, stsModel, userPoolsModel } from '#contract/model.ts';
import type { Asked } from './asked.ts';

const models: Readonly<Record<string, ServiceModel>> = Object.fromEntries(
  [userPoolsModel, identityPoolsModel, iamModel, stsModel].map((model) => [model.service, model]),
);

/**
 * The request without the members that its operation does not have. The operation ignores those, so they must not say what
 * the request is about either: a `ResourceArn` beside the pool that is really meant, say.
 */
export function withKnownInput(asked: Asked): Asked {
  const [service = '', operation = ''] = asked.action.split(':');
  const model = models[service];
  const members = model?.shapes[model.operations[operation]?.input ?? '']?.members ?? {};
  const known = Object.entries(asked.input).filter(([name]) => Object.hasOwn(members, name));
  return { ...asked, input: Object.fromEntries(known) };
}
