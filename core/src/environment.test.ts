import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compareEnvironments, type Environment } from './environment.ts';

const environment: Environment = {
  versions: { product: '1', commit: 'a' },
  settings: { PEGASUS_HOST: '127.0.0.1', PEGASUS_SECRET: '(set)' },
  migrations: { '0001-beginning': 'x' },
  schema: { lectures: 'y' },
  policies: { access: 'z' },
};

describe('two environments', () => {
  test('are the same when nothing differs', () => {
    assert.deepEqual(compareEnvironments(environment, structuredClone(environment)), []);
  });

  for (const part of ['versions', 'settings', 'migrations', 'schema', 'policies'] as const)
    test(`differ in ${part} when one has another value, more or less`, () => {
      const [name = ''] = Object.keys(environment[part]);
      const other = { ...environment, [part]: { ...environment[part], [name]: 'other' } };
      const more = { ...environment, [part]: { ...environment[part], more: 'more' } };
      assert.deepEqual(compareEnvironments(environment, other), [
        { name: `${part}.${name}`, left: environment[part][name], right: 'other' },
      ]);
      assert.deepEqual(compareEnvironments(environment, more), [
        { name: `${part}.more`, left: undefined, right: 'more' },
      ]);
      assert.deepEqual(compareEnvironments(more, environment), [
        { name: `${part}.more`, left: 'more', right: undefined },
      ]);
    });
});
