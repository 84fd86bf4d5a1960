import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { presetById } from '@pegasus/core/presets/registry.ts';
import { projectLectures } from '../lectures.ts';
import { produceEmbedded } from '../made.fixture.ts';
import type { MadeItem, Production } from '../produce.ts';
import type { Figure, LectureScorer } from './define.ts';
import { scorers } from './registry.ts';

const sources = await projectLectures();
const productions: Production[] = [];
for (const [place, source] of sources.entries()) {
  productions.push(await produceEmbedded(source, presetById('exam'), { place }));
}
const [made] = productions;
assert.ok(made);
const good = made;

const item = (over: Partial<MadeItem>): MadeItem => ({
  id: 'planted',
  artifact: 'flashcards',
  kind: 'basic',
  sources: ['s0'],
  claim: 'A planted claim',
  verbatim: false,
  ...over,
});
const planted = (...items: Partial<MadeItem>[]): Production => ({
  ...good,
  items: [...good.items, ...items.map((over, at) => item({ id: `planted-${at}`, ...over }))],
});
const firstOf = (kind: string): MadeItem => {
  const found = good.items.find((candidate) => candidate.kind === kind);
  assert.ok(found, `There is no ${kind}.`);
  return found;
};
const choice = {
  artifact: 'exam-questions',
  kind: 'multiple-choice',
  question: 'Which?',
  answer: 'alpha',
  correct: 0,
} as const;

/** For each scorer, what is wrong in a production and the figure that must move by it. */
const FAULTS: Record<string, { what: string; production: Production; figure: string }[]> = {
  yield: [{ what: 'one item more', production: planted({}), figure: 'items to revise' }],
  dropped: [
    {
      what: 'an offer that was dropped',
      production: {
        ...good,
        reports: { outline: { offered: 5, kept: 3, repaired: 0, dropped: { lengths: 2 } } },
      },
      figure: 'dropped: lengths',
    },
  ],
  support: [
    {
      what: 'an invented source',
      production: planted({ sources: ['s9999'] }),
      figure: 'items without a real source',
    },
    {
      what: 'an invented quote',
      production: planted({ verbatim: true }),
      figure: 'quotes that were not said',
    },
  ],
  mutants: [
    {
      what: 'good items that do not follow from the lecture',
      production: {
        ...good,
        source: { ...good.source, goodItems: [item({ question: 'Why?', answer: 'A planted claim' })] },
      },
      figure: 'good items lost (written by hand)',
    },
  ],
  duplicates: [
    {
      what: 'a card that is there twice',
      production: planted(firstOf('basic')),
      figure: 'pairs in one artifact',
    },
  ],
  options: [
    {
      what: 'two options that are the same',
      production: planted({ ...choice, options: ['alpha', 'Beta', 'beta.'] }),
      figure: 'with invalid options',
    },
    {
      what: 'a mark on another option than the answer',
      production: planted({ ...choice, options: ['gamma', 'alpha', 'beta'] }),
      figure: 'with invalid options',
    },
  ],
  leaks: [
    {
      what: 'a question that shows its answer',
      production: planted({ question: 'Is osmosis a diffusion of water?', answer: 'diffusion of water' }),
      figure: 'whose answer is visible',
    },
  ],
  cloze: [
    {
      what: 'a gap that the lecture fills in two ways',
      production: {
        ...planted({ kind: 'cloze', question: 'The cell takes in […] through its wall.', answer: 'water' }),
        transcript: {
          ...good.transcript,
          segments: [
            { id: 's0', start: 0, end: 5, text: 'The cell takes in water through its wall.' },
            { id: 's1', start: 5, end: 9, text: 'The cell takes in sugar through its wall.' },
          ],
        },
      },
      figure: 'that the lecture also fills otherwise',
    },
  ],
  coverage: [
    {
      what: 'a term that was missing',
      production: planted({ claim: 'morning' }),
      figure: 'of these, in the material',
    },
  ],
  'reading-level': [
    {
      what: 'a sentence that is hard to read',
      production: planted({
        artifact: 'summary',
        kind: 'bullet',
        claim: `${'Internationalisation necessitates organisational reconsideration of '.repeat(30)}it.`,
      }),
      figure: 'grade',
    },
  ],
  lengths: [
    {
      what: 'a sentence that is too long',
      production: planted({ artifact: 'summary', kind: 'bullet', claim: `${'so it goes on '.repeat(20)}.` }),
      figure: 'sentences above the preset’s limit',
    },
  ],
};
const GIVEN = { terms: ['morning', 'membrane'] };

describe('scorers', () => {
  test('have names and titles of their own', () => {
    assert.equal(new Set(scorers.map(({ name }) => name)).size, scorers.length);
    assert.equal(new Set(scorers.map(({ title }) => title)).size, scorers.length);
  });
});

for (const scorer of scorers) {
  describe(`scorer ${scorer.name}`, () => {
    test('gives finite figures, each once, the same for the same material', async () => {
      const run = async () =>
        scorer.scope === 'lecture' ? scorer.score(good, GIVEN) : scorer.score(productions, GIVEN);
      const figures = await run();
      assert.ok(figures.length > 0);
      assert.ok(figures.every(({ value }) => Number.isFinite(value) && value >= 0));
      assert.equal(new Set(figures.map(({ name }) => name)).size, figures.length);
      for (const { as, value } of figures) assert.ok(as !== 'percent' || value <= 1);
      assert.deepEqual(await run(), figures);
    });

    if (scorer.scope === 'lecture') {
      test('has a fault that it must notice', () => assert.ok(FAULTS[scorer.name]?.length));
      for (const { what, production, figure } of FAULTS[scorer.name] ?? []) {
        test(`notices ${what}`, () => {
          assert.notEqual(figureValue(scorer, production, figure), figureValue(scorer, good, figure));
        });
      }
    }
  });
}

test('threads are not scored where there is no list for the lectures', async () => {
  for (const scorer of scorers) {
    if (scorer.scope === 'course') assert.deepEqual(await scorer.score(productions.slice(0, 1), {}), []);
  }
});

function figureValue(scorer: LectureScorer, production: Production, name: string): number | undefined {
  return scorer.score(production, GIVEN).find((figure: Figure) => figure.name === name)?.value;
}
