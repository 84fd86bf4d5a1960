import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { presetById, presets } from '@pegasus/core/presets/registry.ts';
import { projectLectures } from './lectures.ts';
import { produceEmbedded, produceProject } from './made.fixture.ts';
import { ASPECTS, differencesBetween, structureOf } from './structure.ts';

const MOST_SHOWN = 90;

const productions = await produceProject();
const byLecture = Map.groupBy(productions, ({ source }) => source.name);

for (const [lecture, made] of byLecture) {
  describe(`what is made of ${lecture}`, () => {
    for (const [at, one] of made.entries()) {
      for (const other of made.slice(at + 1)) {
        test(`differs between ${one.preset.id} and ${other.preset.id} in every aspect of its structure`, (t) => {
          const differences = differencesBetween(structureOf(one), structureOf(other));
          for (const { aspect, one, other } of differences) {
            t.diagnostic(`${aspect}: ${shorten(one)} ≠ ${shorten(other)}`);
          }
          assert.deepEqual(
            differences.map(({ aspect }) => aspect),
            ASPECTS,
          );
        });
      }
    }
  });
}

describe('the comparison', () => {
  test('is made for all 15 pairs of the six presets, of every lecture', () => {
    assert.ok(byLecture.size >= 3);
    for (const made of byLecture.values()) {
      assert.deepEqual(
        made.map(({ preset }) => preset.id),
        presets.map(({ id }) => id),
      );
      assert.equal((made.length * (made.length - 1)) / 2, 15);
    }
  });

  test('finds no difference between two runs of one preset, so an equal pair would fail', async () => {
    const [source] = await projectLectures();
    assert.ok(source);
    for (const preset of presets) {
      const [one, other] = [await produceEmbedded(source, preset), await produceEmbedded(source, preset)];
      assert.deepEqual(differencesBetween(structureOf(one), structureOf(other)), []);
    }
  });

  test('finds none either where a preset only has another name and other words', async () => {
    const [source] = await projectLectures();
    assert.ok(source);
    const exam = presetById('exam');
    const renamed = { ...exam, title: 'Test', purpose: 'Something else.' };
    const [one, other] = [await produceEmbedded(source, exam), await produceEmbedded(source, renamed)];
    assert.deepEqual(differencesBetween(structureOf(one), structureOf(other)), []);
  });
});

function shorten(text: string): string {
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN - 1)}…` : text;
}
