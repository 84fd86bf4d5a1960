import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCaptions } from '../captions/registry.ts';
import type { Exporter, ExportMaterial } from './define.ts';
import { exportFileName } from './file-name.ts';
import { emptyMaterial, hostileMaterial } from './hostile-material.ts';
import { lookedAt, READERS } from './read-back.ts';
import { exporters } from './registry.ts';

for (const exporter of exporters) {
  test(`${exporter.name}: what is read back is what was written`, async () => {
    const material = hostileMaterial();
    const reader = READERS[exporter.name] ?? assert.fail(`no independent reader of ${exporter.name}`);
    await reader(await bytesOf(exporter, material), material, { parseCaptions });
  });

  test(`${exporter.name}: the same material gives the same bytes, and is left as it was`, async () => {
    const material = deepFreeze(hostileMaterial());
    assert.deepEqual(await bytesOf(exporter, material), await bytesOf(exporter, material));
    assert.deepEqual(material, hostileMaterial());
  });

  test(`${exporter.name}: the file is called after the lecture and says what it is`, () => {
    const material = hostileMaterial();
    const { fileName, mediaType } = exporter.write(material);
    assert.equal(fileName, exportFileName(material.lectureTitle, exporter.extension));
    assert.equal(mediaType, exporter.mediaType);
    assert.match(mediaType, /^[a-z]+\/[a-z0-9.+-]+$/);
  });

  test(`${exporter.name}: applies where there is something to write`, () => {
    assert.equal(exporter.applies(hostileMaterial()), true);
    assert.equal(exporter.applies(emptyMaterial()), exporter.name === 'json');
  });

  test(`${exporter.name}: no mark that turns text around and no control character comes through`, async () => {
    const material = hostileMaterial();
    const words = lookedAt(exporter.name, await bytesOf(exporter, material), material);
    assert.doesNotMatch(words, /[\u202a-\u202e\u2066-\u2069]|(?![\r\n\t])\p{Cc}|\ufffd\ufffd/u);
  });

  test(`${exporter.name}: a day of lecture comes in pieces and not as one`, async () => {
    const material = hostileMaterial();
    const segments = Array.from({ length: 20_000 }, (_, index) => ({
      id: `s${index}`,
      start: index * 4,
      end: index * 4 + 4,
      text: `These are the words of sentence number ${index}.`,
    }));
    const sizes: number[] = [];
    const file = exporter.write({ ...material, transcript: { ...material.transcript, segments } });
    for await (const piece of file.content) sizes.push(piece.length);
    assert.ok(Math.max(...sizes) < 512 * 1024, `largest piece ${Math.max(...sizes)}`);
  });
}

test('names of exporters are unique and stand in addresses', () => {
  const names = exporters.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  for (const name of names) assert.match(name, /^[a-z][a-z0-9-]*$/);
});

async function bytesOf(exporter: Exporter, material: ExportMaterial): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of exporter.write(material).content) pieces.push(piece);
  return Buffer.concat(pieces);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const child of Object.values(value)) deepFreeze(child);
    Object.freeze(value);
  }
  return value;
}
