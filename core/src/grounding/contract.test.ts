import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { Item } from '../artifacts/define.ts';
import { GAP } from '../artifacts/flashcards.ts';
import { conceptMapPreset } from '../presets/concept-map.ts';
import { exam } from '../presets/exam.ts';
import { Transcript } from '../transcript.ts';
import { readLecture } from './lecture-reading.ts';
import { qualityRules } from './registry.ts';
import { reviewItem } from './review.ts';

const transcript = Transcript.parse(
  JSON.parse(
    readFileSync(new URL('../../../fixtures/transcripts/cells-1-membranes.json', import.meta.url), 'utf8'),
  ),
);
const lecture = readLecture(transcript);

const item = (kind: string, sources: string, fields: Partial<Item>): Item => ({
  id: 'item',
  kind,
  sources: sources.split(' '),
  claim: '',
  verbatim: false,
  ...fields,
});
const bullet = (sources: string, claim: string, fields: Partial<Item> = {}) =>
  item('bullet', sources, { claim, section: 'examinable-points', ...fields });
const card = (sources: string, question: string, answer: string) =>
  item('basic', sources, { claim: answer, question, answer });
const choice = (sources: string, question: string, options: string[], correct = 0) =>
  item('multiple-choice', sources, {
    claim: options[correct] ?? '',
    answer: options[correct] ?? '',
    question,
    options,
    correct,
    further: [],
  });
const statement = (sources: string, text: string, truth: boolean, explanation: string) =>
  item('true-false', sources, {
    claim: truth ? text : explanation,
    statement: { text, truth },
    further: [explanation],
  });
const gap = (sources: string, claim: string, hidden: string) =>
  item('cloze', sources, {
    claim,
    verbatim: true,
    question: claim.replace(hidden, GAP),
    answer: hidden,
  });
const link = (sources: string, from: string, label: string, to: string) =>
  item('relation', sources, { claim: `${from} ${to}`, relation: { from, label, to } });

/** For every rule, items that it must let pass, and items that it, and no rule before it, must stop. */
const CASES: Record<string, { good: Item[]; bad: Item[] }> = {
  sources: {
    good: [bullet('s16', 'A steeper gradient makes diffusion faster.')],
    bad: [bullet('s999', 'A zebra sings an opera in Vienna.')],
  },
  'preset-fit': {
    good: [bullet('s16', 'A steeper gradient makes diffusion faster.')],
    bad: [bullet('s16', 'A steeper gradient makes diffusion faster.', { section: 'analogies' })],
  },
  lengths: {
    good: [card('s24', 'What is osmosis?', 'The diffusion of water across a selectively permeable membrane')],
    bad: [
      bullet('s24', 'Osmosis.'),
      bullet('s24', `Osmosis is the diffusion of water ${'and of water '.repeat(20)}.`),
      card('s24', 'What is osmosis?', 'The diffusion of water across a membrane, '.repeat(10)),
      {
        ...card('s24', 'What is osmosis?', 'The diffusion of water across a selectively permeable membrane'),
        further: ['Osmosis is the diffusion of water. '.repeat(40)],
      },
    ],
  },
  verbatim: {
    good: [
      bullet('s32', 'Turgor is the pressure of the WATER inside a plant cell, against its wall', {
        verbatim: true,
      }),
    ],
    bad: [bullet('s32', 'Turgor is the pressure of water inside a plant cell.', { verbatim: true })],
  },
  support: {
    good: [bullet('s12', 'Glucose cannot pass because it is too large.')],
    bad: [bullet('s12', 'Banks lend money to firms that build houses.')],
  },
  figures: {
    good: [
      card('s2 s3', 'How thick is the cell membrane?', 'About 7 nanometres'),
      bullet('s39 s40', 'In each cycle the pump moves 3 sodium ions out and 2 potassium ions in.'),
    ],
    bad: [
      card('s2 s3', 'How thick is the cell membrane?', 'About nine nanometres'),
      bullet('s28 s29', 'A drip in hospital holds nine kilograms of salt per litre.'),
      bullet('s6', 'In 1958, Singer and Nicolson proposed the fluid mosaic model.'),
      bullet('s39 s40', 'In each cycle the pump moves five sodium ions out of the cell.'),
    ],
  },
  names: {
    good: [card('s39 s40', 'Who described the sodium pump?', 'Jens Skou')],
    bad: [
      bullet('s6', 'Singer and Hartwell proposed the fluid mosaic model in 1972.'),
      bullet('s6', 'In 1972, Robert Brown proposed the fluid mosaic model.'),
      bullet('s16', 'According to Lindqvist, a steeper concentration gradient makes diffusion faster.'),
    ],
  },
  negation: {
    good: [
      bullet('s46 s47', 'Diffusion does not stop at equal concentrations.'),
      bullet('s34', 'Passive transport costs the cell no energy; it needs no energy.'),
    ],
    bad: [
      bullet('s11', 'Ions such as sodium pass the fatty layer because they carry a charge.'),
      bullet('s29', 'A plant cell bursts in pure water.'),
      bullet('s20', 'A flatworm is not so thin that every cell lies close to the water.'),
      bullet('s10', "Oxygen and carbon dioxide don't pass easily."),
    ],
  },
  direction: {
    good: [
      bullet('s16', 'Diffusion is faster if the concentration gradient is steeper.'),
      bullet('s38 s39', 'Active transport moves particles from lower to higher concentration.'),
    ],
    bad: [
      bullet('s16', 'The steeper the concentration gradient, the slower the diffusion.'),
      bullet('s38', 'Active transport is movement of particles from higher to lower concentration.'),
      bullet('s21', 'A lower temperature speeds it up, because the particles move faster.'),
    ],
  },
  'mistaken-view': {
    good: [bullet('s26', 'A common mistake is to say that the sugar moves in osmosis.')],
    bad: [bullet('s26', 'In osmosis the sugar moves.'), bullet('s6', 'The membrane is a stiff wall.')],
  },
  crossing: {
    good: [bullet('s31', 'The membrane is soft and decides what passes.')],
    bad: [bullet('s31', 'The wall decides what passes.')],
  },
  relation: {
    good: [link('s25', 'Osmosis', 'is a kind of', 'Diffusion')],
    bad: [link('s24 s25', 'Osmosis', 'destroys', 'Diffusion')],
  },
  'answer-span': {
    good: [card('s30 s31 s32', 'What is turgor?', 'The pressure of the water inside a plant cell')],
    bad: [
      card('s30 s31 s32', 'What is turgor?', 'A stiff layer of cellulose outside the membrane'),
      item('definition', 's34 s35 s36', {
        claim: 'movement across the membrane that needs no energy from the cell',
        subject: 'Facilitated diffusion',
      }),
      item('definition', 's24', {
        claim: 'water that moves across a selectively permeable membrane by osmosis',
        subject: 'Osmosis',
      }),
    ],
  },
  explanation: {
    good: [statement('s25', 'Osmosis is a kind of diffusion.', true, 'The lecture says that it is one.')],
    bad: [
      statement('s25', 'Osmosis is a kind of diffusion.', true, 'Banks lend money to firms.'),
      statement(
        's23',
        'The lungs have a surface of seventy square metres.',
        true,
        'It is ninety square metres.',
      ),
    ],
  },
  truth: {
    good: [
      statement(
        's24',
        'Turgor is the diffusion of water across a membrane.',
        false,
        'Osmosis is the diffusion of water.',
      ),
      statement(
        's46 s47',
        'Diffusion stops when the concentrations are equal.',
        false,
        'The particles keep moving.',
      ),
    ],
    bad: [
      statement(
        's24',
        'Turgor is the diffusion of water across a selectively permeable membrane.',
        true,
        'Osmosis is the diffusion of water.',
      ),
      statement(
        's24',
        'Osmosis is the diffusion of water across a membrane.',
        false,
        'It is the diffusion of water.',
      ),
    ],
  },
  'empty-question': {
    good: [card('s12', 'Why does glucose not pass the fatty layer?', 'It is too large.')],
    bad: [
      card('s24', 'What is it?', 'The diffusion of water across a membrane'),
      card('s24', 'What is the main idea of the lecture?', 'The diffusion of water across a membrane'),
      card('s32', 'Why does it lose turgor?', 'Lettuce goes limp when its cells lose turgor.'),
    ],
  },
  'empty-answer': {
    good: [card('s40', 'In what year was the sodium pump described?', '1957')],
    bad: [card('s39', 'What is the sodium pump?', 'The best known example')],
  },
  'visible-answer': {
    good: [card('s42', 'What do nerve cells use the gradient of sodium for?', 'To send their signals')],
    bad: [card('s32', 'Is turgor the pressure of the water against the wall?', 'The pressure of the water')],
  },
  options: {
    good: [choice('s45', 'Which molecule carries energy inside the cell?', ['ATP', 'Glucose', 'Sodium'])],
    bad: [
      choice('s45', 'Which molecule carries energy inside the cell?', ['ATP', 'Glucose', 'the glucose']),
      choice('s45', 'Which molecule carries energy inside the cell?', ['ATP', 'Glucose', 'All of the above']),
    ],
  },
  'option-shape': {
    good: [choice('s40', 'In what year was the sodium pump described?', ['1957', '1827', '1972'])],
    bad: [
      choice('s40', 'In what year was the sodium pump described?', ['1957', 'A long time ago', '1972']),
      choice('s32', 'What is turgor?', [
        'the pressure of the water inside a plant cell against its wall',
        'salt',
        'a pump',
      ]),
    ],
  },
  'true-distractor': {
    good: [
      choice('s30', 'Which is a stiff layer of cellulose?', [
        'The cell wall',
        'The cell membrane',
        'The pump',
      ]),
      choice('s10', 'What passes the membrane easily?', ['Oxygen', 'Glucose', 'Sodium']),
    ],
    bad: [choice('s10', 'What passes the membrane easily?', ['Oxygen', 'Carbon dioxide', 'Sodium'])],
  },
  cloze: {
    good: [gap('s24', 'Osmosis is the diffusion of water across a selectively permeable membrane.', 'water')],
    bad: [
      gap('s24', 'Osmosis is the diffusion of water across a selectively permeable membrane.', 'of'),
      gap(
        's49',
        'Diffusion and osmosis go down the gradient and need no energy.',
        'go down the gradient and need no',
      ),
      gap(
        's34',
        'Passive transport is movement across the membrane that needs no energy from the cell.',
        'ell',
      ),
      gap(
        's16',
        'The steeper the concentration gradient, the faster the diffusion.',
        'The steeper the concentration gradient, the',
      ),
    ],
  },
};

const presetOf = ({ kind }: Item) => (kind === 'relation' ? conceptMapPreset : exam);

test('rule names are unique', () => {
  assert.equal(new Set(qualityRules.map(({ name }) => name)).size, qualityRules.length);
});

for (const rule of qualityRules) {
  describe(`rule ${rule.name}`, () => {
    const cases = CASES[rule.name];

    test('has items that it must stop and items that it must let pass', () => {
      assert.ok(cases && cases.good.length > 0 && cases.bad.length > 0);
    });

    for (const good of cases?.good ?? []) {
      test(`lets pass: ${good.statement?.text ?? good.question ?? good.claim}`, () => {
        assert.deepEqual(reviewItem(good, lecture, presetOf(good)).verdict, 'kept');
      });
    }

    for (const bad of cases?.bad ?? []) {
      test(`stops: ${[bad.statement?.text ?? bad.question ?? bad.subject, bad.claim].filter(Boolean).join(' → ')}`, () => {
        const review = reviewItem(bad, lecture, presetOf(bad));
        assert.equal(review.verdict, 'dropped');
        assert.equal(review.verdict === 'dropped' && review.rule, rule.name);
        assert.match(review.verdict === 'dropped' ? review.reason : '', /^\S.*[^.]$/);
      });
    }
  });
}

describe('repair', () => {
  test('a true claim with a wrong citation is given the segments that say it', () => {
    const review = reviewItem(bullet('s44', 'Osmosis is a kind of diffusion of water.'), lecture, exam);
    assert.equal(review.verdict, 'repaired');
    assert.ok(review.verdict === 'repaired' && review.sources.some((id) => id === 's24' || id === 's25'));
  });

  test('a quote with a wrong citation is found word for word, across segments if need be', () => {
    const quote =
      'Oxygen diffuses across a single cell in about a hundredth of a second, but it would need years';
    const review = reviewItem(bullet('s1', quote, { verbatim: true }), lecture, exam);
    assert.deepEqual(review.verdict === 'repaired' && review.sources, ['s17', 's18']);
  });

  test('a claim that is nowhere in the lecture is not given a citation', () => {
    const review = reviewItem(bullet('s44', 'Glucose is stored in the liver as glycogen.'), lecture, exam);
    assert.equal(review.verdict, 'dropped');
  });
});
