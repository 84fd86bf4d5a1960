import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { presetById, presets } from '@pegasus/core/presets/registry.ts';
import { joinLectures, projectLectures } from './lectures.ts';
import { produceEmbedded, produceUnderAll } from './made.fixture.ts';
import { comparePair, presetPairs } from './preset-pairs.ts';
import { ASPECTS } from './structure.ts';

const MOST_SHOWN = 100;

const lectures = await projectLectures();
const whole = joinLectures('all lectures as one', lectures);
const pairs = presetPairs(await produceUnderAll([...lectures, whole]));

for (const { lecture, one, other, differences, alike } of pairs) {
  test(`what is made of ${lecture} under ${one} and under ${other} differs in structure`, (t) => {
    for (const { aspect, one, other } of differences) {
      t.diagnostic(`${aspect}: ${shorten(one)} ≠ ${shorten(other)}`);
    }
    assert.deepEqual(alike, []);
  });
}

describe('the comparison', () => {
  const [source] = lectures;
  assert.ok(source);

  test('is made for all 15 pairs of the six presets, of every lecture', () => {
    for (const { name } of [...lectures, whole]) {
      const compared = pairs.filter(({ lecture }) => lecture === name);
      const names = compared.map(({ one, other }) => [one, other].sort().join(' '));
      assert.equal(new Set(names).size, 15);
      assert.deepEqual(
        new Set(compared.flatMap(({ one, other }) => [one, other])),
        new Set(presets.map(({ id }) => id)),
      );
    }
  });

  test('asks a long lecture for all of sections, order, chunking, item kinds and counts', async () => {
    const made = await produceEmbedded(whole, presetById('exam'));
    assert.deepEqual(comparePair(made, made).alike, ASPECTS);
  });

  for (const preset of presets) {
    test(`finds two runs under ${preset.id} alike, so two equal presets would fail`, async () => {
      const [one, other] = [await produceEmbedded(source, preset), await produceEmbedded(source, preset)];
      const { differences, alike } = comparePair(one, other);
      assert.deepEqual(differences, []);
      assert.ok(alike.length > 0);
    });
  }

  test('finds presets alike that differ only in their name and purpose', async () => {
    const exam = presetById('exam');
    const renamed = { ...exam, title: 'Test', purpose: 'Something else.' };
    const one = await produceEmbedded(source, exam);
    assert.deepEqual(comparePair(one, await produceEmbedded(source, renamed)).differences, []);
  });
});

function shorten(text: string): string {
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN - 1)}…` : text;
}
