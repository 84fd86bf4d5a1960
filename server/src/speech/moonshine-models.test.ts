import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { Problem } from '@pegasus/core/problem.ts';
import { MOONSHINE_MODELS, prepareMoonshine } from './moonshine-models.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pegasus-models-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

for (const model of MOONSHINE_MODELS) {
  test(`every file of ${model} is there and is the pinned one`, async () => {
    const files = await prepareMoonshine(model, join(folder, 'not', 'there', 'yet'));
    assert.match(await readFile(files.tokens, 'utf8'), /^PHVuaz4= 0\n/);
  });
}

test('a vocabulary that was cut short is made again, and no draft is left', async () => {
  const { tokens } = await prepareMoonshine('tiny', folder);
  const whole = await readFile(tokens, 'utf8');
  await truncate(tokens, 1_000);
  await prepareMoonshine('tiny', folder);
  assert.equal(await readFile(tokens, 'utf8'), whole);
  assert.equal((await readdir(folder)).length, 1);
});

test('many at once in an empty folder do not disturb each other', async () => {
  const all = await Promise.all(Array.from({ length: 4 }, () => prepareMoonshine('tiny', folder)));
  assert.equal(new Set(all.map((files) => files.tokens)).size, 1);
  assert.equal((await readdir(folder)).length, 1);
});

test('a cache folder that cannot be made is a problem of the data folder', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  await assert.rejects(
    prepareMoonshine('tiny', join(file, 'below')),
    (error) => error instanceof Problem && error.code === 'data-folder-unwritable',
  );
});
