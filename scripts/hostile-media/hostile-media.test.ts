import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { ROOT } from '../project-files.ts';
import { craft, numbers, validFiles } from './craft.ts';

test('at least three hundred files are crafted, and the same ones each time', () => {
  const make = () => {
    const random = numbers(1);
    return validFiles(join(ROOT, 'fixtures/media')).flatMap((file) => craft(file, random));
  };
  const files = make();
  assert.ok(files.length >= 300, `${files.length}`);
  assert.deepEqual(make(), files);
});

test('a sample of them ends as it should', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(ROOT, 'scripts/hostile-media/run.ts'),
    '--every=19',
  ]);
  assert.match(stdout, /Every one ended as it should/);
});
