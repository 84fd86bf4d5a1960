import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Artifact } from '../artifacts/define.ts';
import { type Change, Edit, foldEdits, OWN_CARD_PREFIX } from './edit.ts';
import { effectiveArtifacts, effectiveTranscript, itemMarks } from './effective.ts';

const UUID = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const artifact = (type: string, body: unknown): Artifact => ({
  id: UUID,
  type,
  version: 1,
  lectureId: UUID,
  courseId: UUID,
  presetId: 'exam',
  generator: { name: 'test', version: '1' },
  createdAt: '2026-11-25T08:00:00.000Z',
  quality: { offered: 1, kept: 1, repaired: 0, dropped: {} },
  body,
});
const basic = {
  id: 'c1',
  sources: ['s0'],
  difficulty: 1,
  tags: [],
  form: 'basic',
  question: 'What is osmosis?',
  answer: 'Watter moving.',
  verbatim: true,
};
const cloze = {
  id: 'c2',
  sources: ['s0'],
  difficulty: 1,
  tags: [],
  form: 'cloze',
  text: 'Water follows solt.',
  start: 0,
  end: 5,
};
const CARDS = artifact('flashcards', { cards: [basic, cloze] });
const question = {
  id: 'q1',
  sources: ['s0'],
  prompt: 'Which one?',
  explanation: 'Because.',
  form: 'multiple-choice',
  options: ['a', 'b', 'c'],
  correct: 1,
  markScheme: [{ point: 'says b', marks: 2 }],
};
const QUESTIONS = artifact('exam-questions', { questions: [question] });

const onItem = (target: string, ...changes: Change[]) =>
  foldEdits(changes.map((change) => ({ part: 'item' as const, target, change })));
const correct = (field: string, was: string, text: string): Change => ({ kind: 'correct', field, was, text });

describe('a correction', () => {
  test('changes the words, and what is shown is no quote any more', () => {
    const overlay = onItem('c1', correct('answer', 'Watter moving.', 'Water moving.'));
    const [shown] = effectiveArtifacts([CARDS], overlay);
    assert.deepEqual(shown?.body, { cards: [{ ...basic, answer: 'Water moving.', verbatim: false }, cloze] });
    assert.deepEqual(shown && itemMarks(shown, overlay), [
      { itemId: 'c1', version: 1, starred: false, wrong: false, corrected: ['answer'], own: false },
    ]);
  });

  test('of a correction still applies to the text as it was made, and can be reverted', () => {
    const twice = [
      correct('answer', 'Watter moving.', 'Water.'),
      correct('answer', 'Water.', 'Moving water.'),
    ];
    const [shown] = effectiveArtifacts([CARDS], onItem('c1', ...twice));
    assert.match(JSON.stringify(shown?.body), /Moving water\./);
    const reverted = onItem('c1', ...twice, { kind: 'revert', field: 'answer' });
    assert.deepEqual(effectiveArtifacts([CARDS], reverted), [CARDS]);
  });

  test('does not apply where a new run says something else', () => {
    const overlay = onItem('c1', correct('answer', 'Something else.', 'Water.'));
    assert.deepEqual(effectiveArtifacts([CARDS], overlay), [CARDS]);
  });

  test('of a cloze keeps the hidden words hidden', () => {
    const overlay = onItem('c2', correct('text', 'Water follows solt.', 'Everywhere, Water follows salt.'));
    const [shown] = effectiveArtifacts([CARDS], overlay);
    const body = shown?.body as { cards: { text: string; start: number; end: number }[] } | undefined;
    const changed = body?.cards[1];
    assert.equal(changed?.text.slice(changed.start, changed.end), 'Water');
  });

  test('reaches into options and mark schemes', () => {
    const overlay = onItem(
      'q1',
      correct('options.2', 'c', 'd'),
      correct('markScheme.0.point', 'says b', 'says B'),
    );
    const [shown] = effectiveArtifacts([QUESTIONS], overlay);
    assert.deepEqual(shown?.body, {
      questions: [{ ...question, options: ['a', 'b', 'd'], markScheme: [{ point: 'says B', marks: 2 }] }],
    });
  });

  for (const field of [
    'id',
    'sources.0',
    'form',
    'correct',
    'threadId',
    '__proto__.polluted',
    'markScheme.0.marks',
  ]) {
    test(`of ${field} is refused`, () => {
      const edit = { id: UUID, part: 'item', target: 'c1', version: 0, at: '2026-11-25T08:00:00.000Z' };
      assert.equal(Edit.safeParse({ ...edit, change: correct(field, 'a', 'b') }).success, false);
    });
  }

  test('of a segment is seen in the transcript', () => {
    const transcript = { segments: [{ id: 's0', start: 0, end: 2, text: 'Watter moves.' }] };
    const overlay = foldEdits([
      { part: 'segment', target: 's0', change: correct('text', 'Watter moves.', 'Water moves.') },
    ]);
    assert.equal(effectiveTranscript(transcript, overlay).segments[0]?.text, 'Water moves.');
    assert.deepEqual(effectiveArtifacts([CARDS], overlay), [CARDS]);
  });
});

describe('what was discarded', () => {
  test('is not shown, and is again once it is restored', () => {
    const [shown] = effectiveArtifacts([CARDS], onItem('c1', { kind: 'discard' }));
    assert.deepEqual(shown?.body, { cards: [cloze] });
    assert.deepEqual(effectiveArtifacts([CARDS], onItem('c1', { kind: 'discard' }, { kind: 'restore' })), [
      CARDS,
    ]);
  });

  test('as a whole leaves no artifact behind', () => {
    assert.deepEqual(effectiveArtifacts([QUESTIONS], onItem('q1', { kind: 'discard' })), []);
  });
});

describe('a card of the student’s own', () => {
  const target = `${OWN_CARD_PREFIX}${UUID}`;
  const overlay = onItem(
    target,
    { kind: 'add-card', question: 'Mine?', answer: 'Yes.', sources: ['s0'] },
    { kind: 'star' },
  );

  test('stands after those that were made, marked as own', () => {
    const [shown] = effectiveArtifacts([CARDS], overlay);
    assert.equal((shown?.body as { cards: unknown[] } | undefined)?.cards.length, 3);
    assert.deepEqual(shown && itemMarks(shown, overlay), [
      { itemId: target, version: 2, starred: true, wrong: false, corrected: [], own: true },
    ]);
  });

  test('stands by itself where a preset makes no cards, and can be discarded like any', () => {
    const shown = effectiveArtifacts([QUESTIONS], overlay);
    assert.deepEqual(
      shown.map(({ type }) => type),
      ['exam-questions', 'flashcards'],
    );
    const gone = onItem(
      target,
      { kind: 'add-card', question: 'Mine?', answer: 'Yes.', sources: ['s0'] },
      { kind: 'discard' },
    );
    assert.deepEqual(effectiveArtifacts([QUESTIONS], gone), [QUESTIONS]);
  });
});
