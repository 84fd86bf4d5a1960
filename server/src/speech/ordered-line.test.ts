import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { OrderedLine } from './ordered-line.ts';

/** A line of which the test decides when each piece of work is finished. */
function controlled(width: number) {
  const delivered: string[] = [];
  const working = new Map<string, PromiseWithResolvers<string>>();
  const line = new OrderedLine<string, string>({
    width,
    work(item) {
      const result = Promise.withResolvers<string>();
      working.set(item, result);
      return result.promise;
    },
    deliver: (result) => delivered.push(result),
  });
  const finish = async (item: string) => {
    working.get(item)?.resolve(item);
    working.delete(item);
    await turn();
  };
  return { line, delivered, working, finish };
}

test('results come in the order of the items, not of the work', async () => {
  const { line, delivered, finish } = controlled(2);
  await line.push('a');
  await line.push('b');
  await finish('b');
  assert.deepEqual(delivered, []);
  assert.equal(line.first, 'a');
  await finish('a');
  assert.deepEqual(delivered, ['a', 'b']);
  assert.equal(line.first, undefined);
});

test('no more than the width is worked on, and a full line holds back', async () => {
  const { line, delivered, working, finish } = controlled(2);
  for (const item of ['a', 'b', 'c']) await line.push(item);
  let accepted = false;
  const fourth = line.push('d').then(() => {
    accepted = true;
  });
  await turn();
  assert.deepEqual([...working.keys()], ['a', 'b']);
  assert.equal(accepted, false);
  await finish('b');
  assert.deepEqual([...working.keys()], ['a', 'c'], 'a slow head leaves no worker idle');
  assert.equal(accepted, false);
  await finish('a');
  assert.equal(accepted, true);
  for (const item of ['c', 'd']) await finish(item);
  await Promise.all([fourth, line.drain()]);
  assert.deepEqual(delivered, ['a', 'b', 'c', 'd']);
});

test('failed work ends the line', async () => {
  const delivered: number[] = [];
  const line = new OrderedLine<number, number>({
    width: 1,
    async work(item) {
      if (item === 2) throw new Error('broken');
      return item;
    },
    deliver: (result) => delivered.push(result),
  });
  await line.push(1);
  await assert.rejects(async () => {
    await line.push(2);
    await line.push(3);
    await line.drain();
  }, /broken/);
  assert.deepEqual(delivered, [1]);
});
