import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { LECTURE_FILE_VERSION } from '@pegasus/core/lecture-file.ts';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { hostileMaterial } from './hostile-material.ts';
import { json } from './json.ts';

/** The kept schema as a validator reads it that knows nothing of our types. */
const schema = JSON.parse(
  readFileSync(
    new URL(`../../../docs/schemas/lecture-file.v${LECTURE_FILE_VERSION}.schema.json`, import.meta.url),
    'utf8',
  ),
);
const ajv = new Ajv2020({ allErrors: true });
addFormats.default(ajv);
const valid = ajv.compile(schema);

// biome-ignore lint/suspicious/noExplicitAny: it is changed in ways that no type allows
async function exported(): Promise<any> {
  const pieces = await Array.fromAsync(json.write(hostileMaterial()).content);
  return JSON.parse(Buffer.concat(pieces).toString());
}

test('the file is as its published schema says', async () => {
  assert.equal(valid(await exported()), true, JSON.stringify(valid.errors?.slice(0, 3)));
});

test('it names the items that are in the words of the student', async () => {
  assert.deepEqual((await exported()).own, [...(hostileMaterial().own ?? [])]);
});

for (const [what, spoil] of [
  ['another version', (file) => Object.assign(file, { version: 99 })],
  ['an item without a source', (file) => Object.assign(file.artifacts[2].body.cards[0], { sources: [] })],
  ['an artifact of no type', (file) => Object.assign(file.artifacts[0], { type: 'poem' })],
  ['the body of another type', (file) => Object.assign(file.artifacts[0], { type: 'flashcards' })],
  ['a segment without words', (file) => delete file.transcript.segments[0].text],
  // biome-ignore lint/suspicious/noExplicitAny: as above
] as [string, (file: any) => unknown][]) {
  test(`the schema refuses ${what}`, async () => {
    const file = await exported();
    spoil(file);
    assert.equal(valid(file), false);
  });
}
