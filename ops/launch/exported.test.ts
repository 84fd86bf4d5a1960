import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Block } from '@pegasus/core/block.ts';
import { whyUnverified } from './3.4-minimum-quality.ts';
import { blockTexts, exportChecks, type Material } from './exported.ts';
import { missingPhrases, sharedWords } from './words.ts';

const blocks: Block[] = [
  { kind: 'heading', level: 2, text: 'Key points' },
  {
    kind: 'card',
    form: 'cloze',
    front: 'Storage holds […].',
    back: 'information',
    cloze: { text: 'Storage holds information.', start: 14, end: 25 },
    difficulty: 1,
    tags: [],
  },
];
const artifact = { id: 'a', type: 'flashcards', body: { cards: [] } };
const material = {
  artifacts: [{ artifact, title: 'Flashcards', blocks }],
  transcript: {
    language: 'en',
    seconds: 4,
    segments: [
      { id: 's0', start: 0, end: 2, text: 'Storage holds information.' },
      { id: 's1', start: 2, end: 4, text: 'It has 3 parts.' },
    ],
    provenance: { provider: 'x' },
  },
} as unknown as Material;

const files: Record<string, { good: string; bad: string }> = {
  markdown: {
    good: '## Flashcards\n### **Key** points\n- Storage holds information\\. [0:12]',
    bad: '## Flashcards\n### Key points\n- Storage holds.',
  },
  tsv: {
    good: 'Storage holds […].\tinformation\t0:00\r\n',
    bad: 'Storage holds […].\tdata\t0:00\r\n',
  },
  csv: {
    good: '"x","Cloze","Storage holds {{c1::information}}.","<small>Recording 0:00</small>"',
    bad: '"x","Cloze","Storage {{c1::information}}."',
  },
  srt: {
    good: '1\n00:00:00,000 --> 00:00:02,000\nStorage holds\ninformation.\n\n2\n00:00:02,000 --> 00:00:04,000\nIt has 3 parts.\n\n',
    bad: '1\n00:00:00,000 --> 00:00:02,000\nStorage holds\ninformation.\n\n',
  },
  vtt: {
    good: 'WEBVTT\n\nNOTE words\n\n00:00.000 --> 00:02.000\nStorage holds information.\n\n00:02.000 --> 00:04.000\nIt has 3 parts.\n',
    bad: 'WEBVTT\n\n00:00.000 --> 00:02.000\nIt has 3 parts.\n\n00:02.000 --> 00:04.000\nStorage holds information.\n',
  },
  json: {
    good: JSON.stringify({ artifacts: [artifact], transcript: material.transcript }),
    bad: JSON.stringify({ artifacts: [], transcript: material.transcript }),
  },
};

test('there is a made-up file for each check', () => {
  assert.deepEqual(Object.keys(files).sort(), Object.keys(exportChecks).sort());
});

for (const [name, check] of Object.entries(exportChecks)) {
  test(`${name}: a file that holds the material passes, and one that lacks a part of it does not`, () => {
    assert.match(check(files[name]?.good ?? '', material), /\d/);
    assert.throws(() => check(files[name]?.bad ?? '', material));
  });
}

test('artifacts that hold nothing do not pass for held', () => {
  assert.throws(() => exportChecks.markdown?.('', { ...material, artifacts: [] }), /nothing to look for/);
});

test('all that a student reads of a question is looked for', () => {
  const question: Block = {
    kind: 'question',
    form: 'multiple-choice',
    prompt: 'a',
    options: ['b', 'c'],
    answer: 'b',
    explanation: 'd\ne',
    markScheme: [{ point: 'f', marks: 1 }],
  };
  assert.deepEqual(blockTexts(question), ['a', 'b', 'c', 'b', 'd', 'e', 'f']);
});

test('words are compared, whatever stands between them', () => {
  assert.deepEqual(missingPhrases(['«Long-term» memory', 'short memory'], '**long\\-term** memory'), [
    'short memory',
  ]);
  assert.equal(sharedWords('the forgetting curve', 'we forget along a curve'), 1);
  assert.equal(sharedWords('interference decays', 'interference grows'), 0.5);
});

const spoken = new Map([
  ['s0', 'Storage holds information.'],
  ['s1', 'Retrieval brings it back.'],
]);
const item = (changes: object) => ({
  id: 'i',
  kind: 'bullet',
  sources: ['s0'],
  claim: 'Storage holds information.',
  verbatim: true,
  ...changes,
});

test('an item is verified by the words that it cites, and by no others', () => {
  assert.equal(whyUnverified(item({}), spoken), undefined);
  assert.match(whyUnverified(item({ sources: ['s1'] }), spoken) ?? '', /is not in/);
  assert.match(whyUnverified(item({ sources: ['s7'] }), spoken) ?? '', /does not exist/);
  assert.match(whyUnverified(item({ sources: [] }), spoken) ?? '', /no source/);
  const told = { verbatim: false, claim: 'information in storage' };
  assert.equal(whyUnverified(item(told), spoken), undefined);
  assert.match(whyUnverified(item({ ...told, sources: ['s1'] }), spoken) ?? '', /shares 0\.00/);
});
