import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { z } from 'zod';
import { Block } from '../block.ts';
import { exam } from '../presets/exam.ts';
import type { Segment } from '../transcript.ts';
import { itemId } from './item-id.ts';
import { ARTIFACT_NAMES, type ArtifactName, artifactType, type Bodies, isArtifactName } from './registry.ts';

const segments = new Map<string, Segment>(
  [0, 1, 2, 3].map((at) => [
    `s${at}`,
    { id: `s${at}`, start: at * 10, end: at * 10 + 9, text: `Words ${at}.` },
  ]),
);
const view = { preset: exam, segments };

/** One body of every type, with every form that its items can take. */
const SAMPLES: Required<Bodies> = {
  summary: {
    sections: [
      {
        id: 'examinable-points',
        title: 'Examinable points',
        chunks: [
          {
            title: 'Memory',
            minutes: 2,
            bullets: [{ id: 'b1', sources: ['s0'], text: 'Interference disturbs recall.', verbatim: true }],
          },
          {
            minutes: 1,
            bullets: [{ id: 'b2', sources: ['s1', 's2'], text: 'Decay weakens it.', verbatim: false }],
          },
        ],
        rows: [{ id: 'r1', sources: ['s3'], cells: ['Spacing helps', 'An experiment'], verbatim: false }],
      },
      { id: 'definitions', title: 'Definitions', chunks: [], rows: [] },
    ],
  },
  outline: {
    headings: [
      {
        id: 'h1',
        sources: ['s0'],
        title: 'Forgetting',
        start: 0,
        end: 39,
        children: [{ id: 'h2', sources: ['s2'], title: 'Decay', start: 20, end: 39, children: [] }],
      },
    ],
  },
  'key-terms': {
    terms: [
      {
        id: 't1',
        sources: ['s0'],
        term: 'Decay',
        definition: 'the gradual weakening of a memory',
        example: 'a lost phone number',
        otherNames: ['fading'],
        occurrences: ['s0', 's2'],
      },
      { id: 't2', sources: ['s1'], term: 'Recall', otherNames: [], occurrences: ['s1'] },
    ],
  },
  flashcards: {
    cards: [
      {
        id: 'c1',
        sources: ['s0'],
        difficulty: 1,
        tags: ['memory'],
        form: 'basic',
        question: 'What is decay?',
        answer: 'the gradual weakening of a memory',
        verbatim: true,
      },
      {
        id: 'c2',
        sources: ['s1'],
        difficulty: 2,
        tags: [],
        form: 'cloze',
        text: 'Decay is a gradual weakening.',
        start: 11,
        end: 18,
      },
    ],
  },
  'exam-questions': {
    questions: [
      {
        id: 'q1',
        sources: ['s0'],
        form: 'multiple-choice',
        prompt: 'What weakens a memory?',
        options: ['Decay', 'Spacing', 'Testing'],
        correct: 0,
        explanation: 'Decay weakens it.',
      },
      {
        id: 'q2',
        sources: ['s1'],
        form: 'true-false',
        prompt: 'Recall is recognition.',
        answer: false,
        explanation: 'They are not the same.',
      },
      {
        id: 'q3',
        sources: ['s2'],
        form: 'short-answer',
        prompt: 'Name a cause of forgetting.',
        answer: 'Interference',
        explanation: 'It disturbs recall.',
        markScheme: [{ point: 'names interference', marks: 1 }],
      },
      {
        id: 'q4',
        sources: ['s3'],
        form: 'essay',
        prompt: 'Compare the two causes.',
        points: ['Decay is slow.', 'Interference is sudden.'],
        explanation: 'Both were defined.',
      },
    ],
  },
  'concept-map': {
    concepts: [
      { id: 'k1', sources: ['s0'], name: 'Decay' },
      { id: 'k2', sources: ['s1'], name: 'Forgetting' },
    ],
    relations: [{ id: 'e1', sources: ['s2'], from: 'k1', to: 'k2', label: 'is a cause of' }],
  },
};

test('every name that is registered is known, and no other', () => {
  for (const name of ARTIFACT_NAMES) assert.ok(isArtifactName(name));
  assert.ok(!isArtifactName('poem') && !isArtifactName('toString'));
  assert.deepEqual(Object.keys(SAMPLES).sort(), [...ARTIFACT_NAMES].sort());
});

for (const name of ARTIFACT_NAMES) {
  const type = artifactType(name);
  const body = type.body.parse(SAMPLES[name as ArtifactName]);
  const items = type.items(body);
  const all = new Set(items.map(({ id }) => id));

  describe(`artifact ${name}`, () => {
    test('knows its own name, title and version', () => {
      assert.equal(type.name, name);
      assert.match(type.title, /^[A-Z][a-z ]+$/);
      assert.ok(Number.isInteger(type.version) && type.version > 0);
    });

    test('has a JSON Schema, and its parsed body is what was given', () => {
      const schema = z.toJSONSchema(type.body);
      assert.equal(schema.type, 'object');
      assert.deepEqual(body, SAMPLES[name as ArtifactName]);
    });

    test('has items with distinct ids, sources and something claimed', () => {
      assert.ok(items.length >= 2);
      assert.equal(all.size, items.length);
      for (const item of items) {
        assert.ok(item.sources.length > 0 && item.claim.trim() !== '' && item.kind !== '', item.id);
      }
    });

    test('refuses an item without sources', () => {
      const bare = JSON.parse(JSON.stringify(body).replace('"sources":["s0"]', '"sources":[]'));
      assert.ok(!type.body.safeParse(bare).success);
    });

    test('keeping all changes nothing, keeping none leaves no item and still parses', () => {
      assert.deepEqual(type.keep(body, all), body);
      const none = type.keep(body, new Set());
      assert.deepEqual(type.items(none), []);
      assert.deepEqual(type.body.parse(none), none);
    });

    for (const { id } of items) {
      test(`keeping all but ${id} leaves no trace of it`, () => {
        const kept = type.keep(body, new Set([...all].filter((other) => other !== id)));
        type.body.parse(kept);
        assert.ok(!JSON.stringify(kept).includes(`"${id}"`));
        const lost = items.length - type.items(kept).length;
        assert.ok(lost === 1 || name === 'concept-map');
      });
    }

    test('moving sources changes only sources', () => {
      const moved = type.resource(body, new Map([...all].map((id) => [id, ['s3', 's0']])));
      assert.ok(type.items(moved).every(({ sources }) => sources.join() === 's3,s0'));
      const back = type.resource(moved, new Map(items.map(({ id, sources }) => [id, sources])));
      assert.deepEqual(back, body);
      assert.deepEqual(type.resource(body, new Map()), body);
    });

    test('tells itself as blocks that parse, with every text, item and moment in them', () => {
      const blocks = type.blocks(body, view);
      assert.deepEqual(z.array(Block).parse(blocks), blocks);
      const told = JSON.stringify(blocks);
      for (const text of textsOf(body)) {
        const shown = told.includes(JSON.stringify(text).slice(1, -1));
        assert.ok(shown || isTold(text, told), text);
      }
      for (const { id } of items) assert.ok(told.includes(`"${id}"`), id);
      assert.ok(told.includes('"moment":') || told.includes('"moments":') || told.includes('"start":'));
    });

    test('tells blocks of an empty body without failing', () => {
      z.array(Block).parse(type.blocks(type.keep(body, new Set()), view));
    });

    test('leaves the body that it is given as it is', () => {
      const before = structuredClone(body);
      type.items(body);
      type.keep(body, new Set());
      type.resource(body, new Map([...all].map((id) => [id, ['s1']])));
      type.blocks(body, view);
      assert.deepEqual(body, before);
    });
  });
}

/** Points of an essay are told in one text, a line each. */
function isTold(text: string, told: string): boolean {
  return told.includes(`\\n${text}`) || told.includes(`${text}\\n`);
}

const NOT_SHOWN = new Set(['id', 'sources', 'occurrences', 'form', 'from', 'to', 'threadId']);

/** All words of a body that a student is meant to see. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => (NOT_SHOWN.has(key) ? [] : textsOf(one)));
}

describe('a cloze', () => {
  test('hides exactly its words, and its block can be put together again', () => {
    const [block] = artifactType('flashcards')
      .blocks({ cards: SAMPLES.flashcards.cards.filter(({ form }) => form === 'cloze') }, view)
      .map((one) => Block.parse(one));
    assert.ok(block?.kind === 'card' && block.cloze);
    assert.equal(block.back, 'gradual');
    assert.equal(block.front, 'Decay is a […] weakening.');
    assert.equal(block.cloze.text.slice(block.cloze.start, block.cloze.end), block.back);
  });
});

describe('the id of an item', () => {
  test('stays the same through case, spacing and punctuation, and over releases', () => {
    assert.equal(itemId('card', 'What is decay?', 'A loss.'), itemId('card', ' what IS  decay', 'a loss'));
    assert.equal(itemId('card', 'What is decay?'), 'card-jgvo03kksuc4');
  });

  test('differs by kind, by words, and by where one part ends', () => {
    const ids = [
      itemId('card', 'decay', 'loss'),
      itemId('term', 'decay', 'loss'),
      itemId('card', 'decay loss'),
      itemId('card', 'decay', 'gain'),
    ];
    assert.equal(new Set(ids).size, ids.length);
  });

  test('tells words of other scripts apart', () => {
    assert.notEqual(itemId('card', 'Zerfall ä'), itemId('card', 'Zerfall ö'));
    assert.notEqual(itemId('card', '記憶'), itemId('card', '忘却'));
  });
});
