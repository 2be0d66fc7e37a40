import type { ContextValue } from '../policy/access-request.ts';

/** The condition keys of a request that carries tags. */
export const requestTagKeys = (tags: Readonly<Record<string, string>>): Record<string, ContextValue> =>
  Object.keys(tags).length === 0
    ? {}
    : {
        ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
        'aws:TagKeys': Object.keys(tags),
      };

/** The condition keys of a resource that has tags, under the name all services share and under the service's own. */
export const resourceTagKeys = (
  tags: Readonly<Record<string, string>>,
  service?: string,
): Record<string, ContextValue> =>
  Object.fromEntries(
    Object.entries(tags).flatMap(([key, value]) => [
      [`aws:ResourceTag/${key}`, value],
      ...(service ? [[`${service}:ResourceTag/${key}`, value]] : []),
    ]),
  );
