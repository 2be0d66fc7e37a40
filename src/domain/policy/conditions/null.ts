import { valueSet, type ConditionOperator } from '../condition-operator.ts';
import { malformed } from '../malformed.ts';

/** Whether the request has a value under the key: `true` asks that it has none, `false` that it has one. */
export const nullOperator: ConditionOperator = {
  name: 'Null',
  modifiable: false,
  variables: false,
  compile(values) {
    const wanted = values.map((value) => value.toLowerCase());
    const wrong = wanted.find((value) => value !== 'true' && value !== 'false');
    if (wrong !== undefined) throw malformed(`Condition value ${wrong} is not a boolean`);
    return (found) => wanted.includes(String(valueSet(found).length === 0));
  },
};
