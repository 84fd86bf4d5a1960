import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { presetById } from '@pegasus/core/presets/registry.ts';
import type { Transcript } from '@pegasus/core/transcript.ts';
import { createExtractive } from './extractive.ts';

/** One sentence a caption, six seconds each. */
function captions(...sentences: string[]): Transcript {
  const segments = sentences.map((text, index) => ({
    id: `s${index}`,
    start: index * 6,
    end: index * 6 + 6,
    text,
  }));
  return { language: 'en', seconds: sentences.length * 6, segments, provenance: { provider: 'test' } };
}

async function generate(transcript: Transcript, presetId = 'exam') {
  const context = { signal: new AbortController().signal, onProgress() {} };
  const request = { transcript, preset: presetById(presetId), courseName: 'Biology', lectureTitle: 'Cells' };
  return createExtractive().generate(request, context);
}

const LESSON = [
  'The following content is provided under a license.',
  'PROFESSOR: Good morning, the homework is on the website.',
  'Passive transport is a kind of transport that needs no energy.',
  'Active transport is a kind of transport that needs energy from the cell.',
  'AUDIENCE: Osmosis is a process that kills every plant.',
  'PROFESSOR: So osmosis is the movement of water through a membrane.',
  'For example, osmosis fills the leaves of a plant with water.',
  'Diffusion is the movement of particles from a crowded place to an empty one.',
  'Active transport is important in roots because soil holds less salt than the cell.',
  'Many students think that osmosis moves salt, but osmosis moves only water.',
  'You can see in Figure 2 that osmosis is a line.',
  'They are just going to open it.',
  'In other words, osmosis does not just move water.',
  'Why does active transport need energy from the cell?',
];

describe('the embedded generator', () => {
  test('defines terms in the words of the lecturer and not of the audience', async () => {
    const { bodies } = await generate(captions(...LESSON));
    const osmosis = bodies['key-terms']?.terms.find(({ term }) => term === 'osmosis');
    assert.equal(osmosis?.definition, 'the movement of water through a membrane');
    assert.equal(osmosis?.example, 'For example, osmosis fills the leaves of a plant with water.');
    assert.deepEqual(osmosis?.sources, ['s5', 's6']);
    assert.ok(osmosis?.occurrences.includes('s9'));
  });

  test('asks what, why and what the difference is, and answers verbatim', async () => {
    const { bodies } = await generate(captions(...LESSON));
    const cards = new Map(
      bodies.flashcards?.cards.flatMap((card) =>
        card.form === 'basic' ? [[card.question, card.answer]] : [],
      ),
    );
    assert.equal(cards.get('What is osmosis?'), 'The movement of water through a membrane');
    assert.equal(
      cards.get('Why is active transport important in roots?'),
      'Because soil holds less salt than the cell.',
    );
    assert.ok(cards.has('What is the difference between passive transport and active transport?'));
  });

  test('never shows housekeeping, figures, listeners or what hangs in the air', async () => {
    const { bodies } = await generate(captions(...LESSON));
    const shown = JSON.stringify(bodies);
    for (const wrong of ['homework', 'license', 'Figure', 'kills every plant', 'open it']) {
      assert.ok(!shown.includes(wrong), wrong);
    }
  });

  test('keeps the little words that carry the meaning', async () => {
    const { bodies } = await generate(captions(...LESSON));
    assert.ok(!JSON.stringify(bodies).includes('does not move water'));
  });

  test('puts a sentence into the section that wants it most', async () => {
    const { bodies } = await generate(captions(...LESSON));
    const texts = new Map(
      bodies.summary?.sections.map(({ id, chunks }) => [
        id,
        chunks.flatMap(({ bullets }) => bullets.map(({ text }) => text)),
      ]),
    );
    assert.ok(texts.get('definitions')?.includes('Osmosis is the movement of water through a membrane.'));
    assert.ok(texts.get('common-mistakes')?.some((text) => text.startsWith('Many students think')));
    assert.ok(texts.get('likely-questions')?.every((text) => text.endsWith('?')));
    assert.ok(texts.get('likely-questions')?.includes('Why is active transport important in roots?'));
  });

  test('offers as options only defined terms of the same kind, one of them right and not given away', async () => {
    const { bodies } = await generate(captions(...LESSON));
    const questions =
      bodies['exam-questions']?.questions.filter(({ form }) => form === 'multiple-choice') ?? [];
    assert.ok(questions.length > 0);
    const defined = new Set(
      bodies['key-terms']?.terms.flatMap(({ term, definition }) => (definition ? [term] : [])),
    );
    for (const question of questions) {
      assert.ok(question.form === 'multiple-choice' && question.options.length >= 3);
      assert.ok(question.options.every((option) => defined.has(option)));
      assert.equal(new Set(question.options).size, question.options.length);
      assert.ok(question.explanation.toLowerCase().includes(question.options[question.correct] ?? '?'));
    }
  });

  test('says a false statement by swapping a term and explains it with what was said', async () => {
    const { bodies } = await generate(captions(...LESSON));
    const statements = bodies['exam-questions']?.questions.filter(({ form }) => form === 'true-false') ?? [];
    const wrong = statements.find((question) => question.form === 'true-false' && !question.answer);
    assert.ok(wrong && wrong.prompt !== wrong.explanation);
    assert.ok(LESSON.some((sentence) => sentence.includes(wrong.explanation.slice(1, -1))));
    for (const question of statements) {
      if (question.form === 'true-false' && question.answer)
        assert.equal(question.prompt, question.explanation);
    }
  });

  test('draws relations only between concepts that it names', async () => {
    const { bodies } = await generate(captions(...LESSON, ...LESSON), 'concept-map');
    const ids = new Set(bodies['concept-map']?.concepts.map(({ id }) => id));
    const relations = bodies['concept-map']?.relations ?? [];
    assert.ok(relations.some(({ label }) => label === 'is a kind of'));
    assert.ok(relations.every(({ from, to }) => ids.has(from) && ids.has(to) && from !== to));
  });

  test('covers the lecture with an outline in order, each title said in its own stretch', async () => {
    const long = captions(...Array.from({ length: 12 }, () => LESSON).flat());
    const { bodies } = await generate(long);
    const headings = bodies.outline?.headings ?? [];
    assert.ok(headings.length > 0);
    for (const [index, { title, start, end, sources }] of headings.entries()) {
      assert.ok(start < end && (index === 0 || start >= (headings[index - 1]?.end ?? 0) - 1));
      const words = long.segments
        .filter(({ id }) => sources.includes(id))
        .map(({ text }) => text.toLowerCase());
      assert.ok(
        words.some((text) => text.includes(title.toLowerCase())),
        title,
      );
    }
  });

  test('makes the same of the same, ids and all', async () => {
    assert.deepEqual(await generate(captions(...LESSON)), await generate(captions(...LESSON)));
  });

  test('says what it did not find instead of padding', async () => {
    const { bodies, notes } = await generate(captions('Water is wet.', 'We drank it.', 'Then we went home.'));
    assert.equal(bodies.flashcards, undefined);
    assert.equal(bodies['exam-questions'], undefined);
    assert.ok(notes.some((note) => note.includes('No definition')));
    assert.ok(notes.some((note) => note.includes('only 10 words')));
  });

  test('leaves a lecture in another language alone and says why', async () => {
    const { bodies, notes } = await generate({ ...captions(...LESSON), language: 'fr' });
    assert.deepEqual(bodies, {});
    assert.match(notes[0] ?? '', /English/);
  });
});
