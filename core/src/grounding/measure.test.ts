import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { Item } from '../artifacts/define.ts';
import { ARTIFACT_NAMES, type ArtifactName, artifactType } from '../artifacts/registry.ts';
import { exam } from '../presets/exam.ts';
import { Transcript } from '../transcript.ts';
import { measureGrounding } from './measure.ts';
import { MUTANT_KINDS, type Random } from './mutants.ts';

const LECTURES = ['cells-1-membranes', 'cells-2-enzymes', 'cells-3-respiration'];
const LEAST_CAUGHT = 0.9;
const MOST_LOST = 0.05;

const load = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../fixtures/${path}.json`, import.meta.url), 'utf8'));

/** Hand-written items of every artifact, of which each follows from the lecture. */
function goodItems(lecture: string): Item[] {
  const bodies = load(`items/${lecture}`) as Record<ArtifactName, unknown>;
  return ARTIFACT_NAMES.flatMap((name) => {
    const type = artifactType(name);
    return type.items(type.body.parse(bodies[name]));
  });
}

/** Mulberry32 (Tommy Ettinger). */
function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const measures = LECTURES.flatMap((lecture) => {
  const transcript = Transcript.parse(load(`transcripts/${lecture}`));
  const items = goodItems(lecture);
  return [1, 2, 3].map((seed) => measureGrounding(items, { transcript, preset: exam, random: seeded(seed) }));
});
const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

describe('items made wrong on purpose', () => {
  for (const kind of MUTANT_KINDS) {
    test(`of ${kind}, at least ${100 * LEAST_CAUGHT} % are caught, quotes not counted`, () => {
      const rates = measures.map(({ kinds }) => kinds[kind]);
      const made = sum(rates.map((rate) => rate.made - rate.quotes.made));
      const caught = sum(rates.map((rate) => rate.caught - rate.quotes.caught));
      assert.ok(made >= 50, `only ${made} were made`);
      const missed = measures
        .flatMap((measure) => measure.missed)
        .filter((mutant) => mutant.kind === kind)
        .map(({ item }) => [item.question ?? item.subject, item.statement?.text ?? item.claim].join(' → '));
      assert.ok(caught / made >= LEAST_CAUGHT, [...new Set(missed)].join('\n'));
    });
  }

  test(`of the good items, at most ${100 * MOST_LOST} % are lost`, () => {
    const first = measures.filter((_, at) => at % 3 === 0);
    const offered = sum(first.map(({ good }) => good.offered));
    const lost = first.flatMap(({ good }) => good.lost);
    assert.ok(offered >= 200);
    const told = lost.map(({ item, rule, reason }) => `${rule}: ${reason}: ${item.claim}`).join('\n');
    assert.ok(lost.length / offered <= MOST_LOST, told);
  });

  test('the same seed gives the same result', () => {
    const transcript = Transcript.parse(load(`transcripts/${LECTURES[0]}`));
    const run = () =>
      measureGrounding(goodItems(LECTURES[0] ?? ''), { transcript, preset: exam, random: seeded(7) });
    assert.deepEqual(run(), run());
  });
});
