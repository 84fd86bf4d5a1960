import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { type ArtifactName, artifactType, type Bodies } from '../artifacts/registry.ts';
import { conceptMapPreset } from '../presets/concept-map.ts';
import type { Preset } from '../presets/define.ts';
import { exam } from '../presets/exam.ts';
import { presets } from '../presets/registry.ts';
import { Problem } from '../problem.ts';
import { Transcript } from '../transcript.ts';
import { enforce } from './enforce.ts';
import { LEAST_WORDS } from './thinness.ts';

const load = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../fixtures/${path}.json`, import.meta.url), 'utf8'));
const transcript = Transcript.parse(load('transcripts/cells-1-membranes'));
const good = load('items/cells-1-membranes') as Required<Bodies>;
const run = (bodies: Bodies, preset: Preset = exam) => enforce(bodies, { transcript, preset });

const card = (id: string, question: string, answer: string, source: string) => ({
  id,
  sources: [source],
  form: 'basic' as const,
  question,
  answer,
  verbatim: false,
  difficulty: 1,
  tags: [],
});
const osmosis = card(
  'a',
  'What is osmosis?',
  'The diffusion of water across a selectively permeable membrane',
  's24',
);
const turgor = card(
  'b',
  'What is turgor?',
  'The pressure of the water inside a plant cell against its wall',
  's32',
);
const lie = card('c', 'Why does glucose not pass the fatty layer?', 'It is too small.', 's12');

describe('enforcing the quality rules', () => {
  for (const preset of presets) {
    test(`good material under ${preset.id} parses again and stays within its bounds`, () => {
      const { bodies, reports, thin } = run(good, preset);
      assert.equal(thin, undefined);
      for (const [name, body] of Object.entries(bodies)) {
        const type = artifactType(name as ArtifactName);
        const items = type.items(type.body.parse(body));
        const report = reports[name as ArtifactName];
        assert.ok(preset.artifacts.includes(name as ArtifactName));
        assert.equal(report?.kept, items.length);
        const dropped = Object.values(report?.dropped ?? {}).reduce((sum, count) => sum + count, 0);
        assert.equal(report?.offered, items.length + dropped);
      }
      const cards = bodies.flashcards?.cards ?? [];
      assert.ok(cards.length <= preset.flashcards.most);
      assert.ok((bodies['exam-questions']?.questions ?? []).length <= preset.examQuestions.most);
    });
  }

  test('drops what is wrong, keeps the rest, and counts both', () => {
    const { bodies, reports } = run({ flashcards: { cards: [osmosis, lie, turgor] } });
    assert.deepEqual(
      bodies.flashcards?.cards.map(({ id }) => id),
      ['a', 'b'],
    );
    assert.deepEqual([reports.flashcards?.offered, reports.flashcards?.kept], [3, 2]);
    assert.equal(Object.values(reports.flashcards?.dropped ?? {}).length, 1);
    assert.ok((reports.flashcards?.support?.lowest ?? 0) > 0.5);
  });

  test('gives a wrong citation the right segments and counts the repair', () => {
    const { bodies, reports } = run({ flashcards: { cards: [{ ...osmosis, sources: ['s44'] }] } });
    assert.deepEqual(bodies.flashcards?.cards[0]?.sources, ['s24']);
    assert.equal(reports.flashcards?.repaired, 1);
  });

  test('keeps the first of two that ask the same in other words, and of two with one id', () => {
    const reworded = card('d', 'Osmosis: what is it in a cell?', osmosis.answer, 's24');
    const again = { ...reworded, question: 'What does osmosis mean?' };
    const { bodies, reports } = run({ flashcards: { cards: [osmosis, again, turgor, { ...osmosis }] } });
    assert.deepEqual(
      bodies.flashcards?.cards.map(({ id }) => id),
      ['a', 'b'],
    );
    assert.deepEqual(reports.flashcards?.dropped, { duplicate: 2 });
  });

  test('opposites and other figures are no duplicates', () => {
    const bullet = (id: string, text: string, ...sources: string[]) => ({
      id,
      text,
      sources,
      verbatim: false,
    });
    const bullets = [
      bullet('a', 'Diffusion goes down the gradient and needs no energy.', 's49'),
      bullet('b', 'Active transport goes up the gradient and needs ATP.', 's49'),
    ];
    const section = { id: 'examinable-points', title: 'Examinable points', rows: [] };
    const { reports } = run({ summary: { sections: [{ ...section, chunks: [{ minutes: 1, bullets }] }] } });
    assert.equal(reports.summary?.kept, 2);
  });

  test('keeps the best supported where there are too many', () => {
    const preset = { ...exam, flashcards: { ...exam.flashcards, most: 1 } };
    const loose = card(
      'z',
      'What is the turgor of a plant cell?',
      'Pressure of inner water on the wall of a plant',
      's32',
    );
    const { bodies, reports } = run({ flashcards: { cards: [loose, osmosis] } }, preset);
    assert.deepEqual(
      bodies.flashcards?.cards.map(({ id }) => id),
      ['a'],
    );
    assert.deepEqual(reports.flashcards?.dropped, { count: 1 });
  });

  test('what the preset does not make is not made', () => {
    const { bodies, reports } = run({ 'concept-map': good['concept-map'] });
    assert.equal(bodies['concept-map'], undefined);
    assert.equal(reports['concept-map']?.dropped['preset-fit'], reports['concept-map']?.offered);
    assert.ok(run({ 'concept-map': good['concept-map'] }, conceptMapPreset).bodies['concept-map']);
  });

  test('a relation goes with a concept that is dropped', () => {
    const map = structuredClone(good['concept-map']);
    const name = 'Diffusion';
    for (const concept of map.concepts) if (concept.name === name) concept.name = 'Photosynthesis';
    const { bodies, reports } = run({ 'concept-map': map }, conceptMapPreset);
    const kept = bodies['concept-map'];
    assert.ok(kept && kept.relations.length > 0);
    const ids = new Set(kept.concepts.map(({ id }) => id));
    assert.ok(kept.relations.every(({ from, to }) => ids.has(from) && ids.has(to)));
    const report = reports['concept-map'];
    assert.equal(report?.kept, kept.concepts.length + kept.relations.length);
  });

  test('a summary without points is kept, since it says what was not found; empty cards are not', () => {
    const sections = exam.sections.map(({ id, title }) => ({ id, title, chunks: [], rows: [] }));
    const { bodies } = run({ summary: { sections }, flashcards: { cards: [lie] } });
    assert.ok(bodies.summary);
    assert.equal(bodies.flashcards, undefined);
  });

  test('a body of another form is a failure of the generator, and says where without telling content', () => {
    const broken = { cards: [{ ...osmosis, answer: 7 }] } as unknown as Required<Bodies>['flashcards'];
    assert.throws(
      () => run({ flashcards: broken }),
      (error) =>
        error instanceof Problem &&
        error.code === 'language-failed' &&
        error.message.includes('flashcards') &&
        error.message.includes('cards.0.answer') &&
        !error.message.includes('osmosis'),
    );
    assert.throws(() => run({ poems: {} } as Bodies), Problem);
  });

  test('does not change what it was given', () => {
    const offered = structuredClone(good);
    run(offered);
    assert.deepEqual(offered, good);
  });
});

describe('thin material', () => {
  test('too few things to revise is thin, and names and headings do not count', () => {
    const { thin } = run({ flashcards: { cards: [osmosis, turgor] }, outline: good.outline });
    assert.match(thin ?? '', /^Only 2 things to revise .* the Exam preset needs 8\.$/);
    assert.match(run({ outline: good.outline }).thin ?? '', /^Nothing to revise/);
  });

  test('a lecture of a few words is thin whatever was made of it', () => {
    const short = { segments: transcript.segments.slice(0, 3) };
    const { thin } = enforce({}, { transcript: short, preset: exam });
    assert.match(thin ?? '', new RegExp(`only \\d+ words; ${LEAST_WORDS} are the least`));
  });

  test('an artifact with fewer items than its preset wants says so in its own report', () => {
    const { reports } = run({ flashcards: { cards: [osmosis] } });
    assert.equal(reports.flashcards?.thin, 'It has 1 of at least 3 items.');
  });

  test('an empty transcript, and one without any stop, are judged and not choked on', () => {
    assert.ok(
      enforce({ flashcards: { cards: [osmosis] } }, { transcript: { segments: [] }, preset: exam }).thin,
    );
    const words = transcript.segments.map(({ text }) => text.replace(/[.,?!]/g, '').toLowerCase()).join(' ');
    const endless = { segments: [{ id: 's24', start: 0, end: 900, text: words }] };
    const { reports } = enforce({ flashcards: { cards: [osmosis] } }, { transcript: endless, preset: exam });
    assert.equal(reports.flashcards?.offered, 1);
  });
});
