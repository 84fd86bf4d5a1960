import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '@pegasus/core/problem.ts';
import type { Storage } from '../storage/define.ts';
import { measuredStorage } from './measured-storage.ts';

const away = async (): Promise<never> => {
  throw new Problem('storage-unavailable');
};

test('a failure of the store is told, and thrown as it was', async () => {
  const told: string[] = [];
  const pieces = async function* () {
    yield new Uint8Array(1);
    await away();
  };
  const store = { put: away, remove: away, check: away, get: pieces } as Partial<Storage> as Storage;
  const measured = measuredStorage(store, ({ operation, reason }) => told.push(`${operation} ${reason}`));
  await assert.rejects(measured.put('a', pieces()), { code: 'storage-unavailable' });
  await assert.rejects(measured.remove('a'), { code: 'storage-unavailable' });
  await assert.rejects(Array.fromAsync(measured.get('a')), { code: 'storage-unavailable' });
  assert.deepEqual(
    told,
    ['put', 'remove', 'get'].map((operation) => `${operation} storage-unavailable`),
  );
});

test('that an object is not there is an answer', async () => {
  const told: unknown[] = [];
  const missing = async function* () {
    yield* [] as Uint8Array[];
    throw new Problem('object-missing');
  };
  const measured = measuredStorage({ get: missing } as Partial<Storage> as Storage, (each) =>
    told.push(each),
  );
  await assert.rejects(Array.fromAsync(measured.get('a')), { code: 'object-missing' });
  assert.deepEqual(told, []);
});

test('a reader that has enough lets the store go', async () => {
  let ended = false;
  const pieces = async function* () {
    try {
      for (;;) yield new Uint8Array(1);
    } finally {
      ended = true;
    }
  };
  const measured = measuredStorage({ get: pieces } as Partial<Storage> as Storage, () => undefined);
  for await (const _ of measured.get('a')) break;
  assert.equal(ended, true);
});
