import assert from 'node:assert/strict';
import { test } from 'node:test';
import { identityPoolsModel, userPoolsModel } from './model.ts';
import { serializerOf } from './serialize.ts';

const date = new Date(1_792_454_400_117);

test('dates leave as seconds since the epoch, also inside lists', () => {
  const output = { Users: [{ Username: 'ada', UserCreateDate: date, Enabled: true, Attributes: undefined }] };
  const text = serializerOf(userPoolsModel, 'ListUsers')(output);
  assert.equal(text, '{"Users":[{"Username":"ada","UserCreateDate":1792454400.117,"Enabled":true}]}');
  assert.equal(output.Users[0]?.UserCreateDate, date, 'the operation keeps its own object');
});

test('bytes leave as base64', () => {
  const output = { ManagedLoginBranding: { Assets: [{ Category: 'FORM_LOGO', Bytes: new Uint8Array([104, 105]) }] } };
  const text = serializerOf(userPoolsModel, 'DescribeManagedLoginBranding')(output);
  assert.equal(text, '{"ManagedLoginBranding":{"Assets":[{"Category":"FORM_LOGO","Bytes":"aGk="}]}}');
});

test('an operation without an output shape answers with an empty body', () => {
  assert.equal(serializerOf(userPoolsModel, 'DeleteUser')({}), '');
  assert.equal(serializerOf(userPoolsModel, 'ChangePassword')({}), '{}');
});

test('every operation of both services has a serializer', () => {
  for (const model of [userPoolsModel, identityPoolsModel]) {
    for (const operation of Object.keys(model.operations))
      assert.equal(typeof serializerOf(model, operation)({}), 'string');
  }
  assert.throws(() => serializerOf(userPoolsModel, 'Nonsense'), TypeError);
});
