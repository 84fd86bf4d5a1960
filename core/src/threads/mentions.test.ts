import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Bodies } from '../artifacts/registry.ts';
import type { Transcript } from '../transcript.ts';
import { linkItems } from './link-items.ts';
import { Mentions, mentionsOf } from './mentions.ts';

const lines = [
  'Osmosis is a kind of diffusion. Diffusion is slow.',
  'Passive transport costs nothing. Gross domestic product, or GDP, is no part of it.',
  'We like passive transport.',
];
const transcript: Transcript = {
  language: 'en',
  seconds: 30,
  segments: lines.map((text, index) => ({ id: `s${index}`, start: index * 10, end: index * 10 + 10, text })),
  provenance: { provider: 'captions' },
};
const card = { difficulty: 1, tags: [], form: 'basic' as const, verbatim: false };
const bodies: Bodies = {
  'key-terms': {
    terms: [
      {
        id: 't1',
        sources: ['s0'],
        term: 'Osmosis',
        definition: 'a kind of diffusion',
        otherNames: [],
        occurrences: ['s0'],
      },
      { id: 't2', sources: ['s0'], term: 'diffusion', otherNames: ['spreading'], occurrences: ['s0', 's9'] },
      { id: 't3', sources: ['s1'], term: 'gross domestic product', otherNames: [], occurrences: ['s1'] },
    ],
  },
  'concept-map': {
    concepts: [
      { id: 'c1', sources: ['s0'], name: 'osmosis' },
      { id: 'c2', sources: ['s0'], name: 'diffusion' },
    ],
    relations: [{ id: 'r1', sources: ['s0'], from: 'c1', to: 'c2', label: 'is a kind of' }],
  },
  flashcards: {
    cards: [
      {
        ...card,
        id: 'f1',
        sources: ['s0'],
        question: 'What is osmosis?',
        answer: 'It is a kind of diffusion.',
      },
      { ...card, id: 'f2', sources: ['s1'], question: 'What does it cost?', answer: 'Nothing.' },
    ],
  },
  outline: {
    headings: [
      { id: 'h1', sources: ['s1'], title: 'Passive transport', start: 10, end: 30, children: [] },
      { id: 'h2', sources: ['s1'], title: 'Costs', start: 10, end: 30, children: [] },
    ],
  },
};

describe('the mentions of a lecture', () => {
  const mentions = mentionsOf({
    transcript,
    bodies,
    found: [
      { name: 'spread', sources: ['s0'] },
      { name: 'thing', sources: ['s0'] },
    ],
  });
  const of = (name: string) => mentions.concepts.find((mention) => mention.name === name);

  test('are one for each concept, whatever artifacts name it', () => {
    assert.deepEqual(
      mentions.concepts.map(({ name, shown }) => `${name}${shown ? '' : ' (found)'}`),
      ['Osmosis', 'diffusion', 'gross domestic product', 'passive transport', 'spread (found)'],
    );
    Mentions.parse(mentions);
  });
  test('cite only what the transcript has', () => {
    assert.deepEqual(of('diffusion')?.sources, ['s0']);
    assert.deepEqual(
      mentionsOf({ transcript, bodies: {}, found: [{ name: 'x-ray', sources: ['s9'] }] }).concepts,
      [],
    );
  });
  test('know the definition, the kind and the other names', () => {
    assert.deepEqual(of('Osmosis')?.definition, { text: 'a kind of diffusion', sources: ['s0'] });
    assert.deepEqual(of('Osmosis')?.kindOf, [{ name: 'diffusion', sources: ['s0'] }]);
    assert.deepEqual(of('diffusion')?.otherNames, ['spreading']);
    assert.deepEqual(of('gross domestic product')?.otherNames, ['GDP']);
  });
  test('take each item once, for the concept that it is about', () => {
    const items = mentions.concepts.flatMap((mention) => mention.items);
    assert.equal(new Set(items).size, items.length);
    assert.ok(of('Osmosis')?.items.includes('f1'));
    assert.ok(!items.includes('f2'));
  });
  test('let items be linked to their threads without changing anything else', () => {
    const linked = linkItems(bodies.flashcards, new Map([['f1', 'thread']]));
    assert.equal(linked?.cards[0]?.threadId, 'thread');
    assert.deepEqual(linked?.cards[1], bodies.flashcards?.cards[1]);
    assert.equal(bodies.flashcards?.cards[0]?.threadId, undefined);
  });
});
