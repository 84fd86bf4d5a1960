import assert from 'node:assert/strict';
import type { ShownArtifact } from '@pegasus/core/answers.ts';
import type { Block, OutlineNode } from '@pegasus/core/block.ts';
import type { Transcript } from '@pegasus/core/transcript.ts';
import { missingPhrases, wordsOf } from './words.ts';

/** What the files of a lecture must hold. */
export interface Material {
  artifacts: readonly ShownArtifact[];
  transcript: Transcript;
}

/** One check for each kind of file that every lecture gives; it throws what is missing and returns what was found. */
export const exportChecks: Readonly<Record<string, (text: string, material: Material) => string>> = {
  markdown: (text, { artifacts }) => expectPhrases(text, artifacts.flatMap(textsOf)),
  tsv: (text, { artifacts }) => {
    const rows = text.trimEnd().split('\r\n');
    assert.ok(
      rows.every((row) => row.split('\t').length === 3),
      'A row of the table has not three cells.',
    );
    const cards = artifacts.flatMap(({ blocks }) => blocks.filter(({ kind }) => kind === 'card'));
    const fronts = cards.flatMap((block) => (block.kind === 'card' ? [block.front, block.back] : []));
    return `${rows.length} rows; ${expectPhrases(text, fronts)}`;
  },
  csv: (text, { artifacts }) => {
    const shown = text
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\{\{c\d+::|\}\}/g, '')
      .replaceAll('&#39;', "'")
      .replaceAll(/&(?:amp|lt|gt|quot|nbsp);/g, ' ');
    const cards = artifacts.flatMap(({ blocks }) =>
      blocks.filter(({ kind }) => kind === 'card' || kind === 'question'),
    );
    return expectPhrases(shown, cards.flatMap(blockTexts));
  },
  srt: expectSubtitles,
  vtt: expectSubtitles,
  json: (text, { artifacts, transcript }) => {
    const exported = JSON.parse(text);
    assert.deepEqual(
      exported.artifacts,
      artifacts.map(({ artifact }) => artifact),
      'The exported artifacts are not those of the lecture.',
    );
    assert.deepEqual(exported.transcript, transcript, 'The exported transcript is not that of the lecture.');
    return `${artifacts.length} artifacts and ${transcript.segments.length} segments, all equal`;
  },
};

function expectPhrases(text: string, phrases: readonly string[]): string {
  assert.ok(phrases.length > 0, 'the artifacts hold nothing to look for');
  const missing = missingPhrases(phrases, text);
  assert.equal(
    missing.length,
    0,
    `${missing.length} of ${phrases.length} texts are missing, first «${missing[0]}»`,
  );
  return `${phrases.length} texts of the artifacts, all there`;
}

/** The cues of SubRip or WebVTT, one after another, are the words of the transcript. */
function expectSubtitles(text: string, { transcript }: Material): string {
  const cues = text
    .split(/\r?\n\r?\n/)
    .filter((part) => part.includes('-->'))
    .map((part) => part.replace(/^[\s\S]*-->.*\r?\n/, ''));
  // A word joiner stands where a player would act on what a speaker said.
  const shown = wordsOf(cues.join(' ').replaceAll('\u2060', ''));
  const spoken = wordsOf(transcript.segments.map((segment) => segment.text).join(' '));
  assert.deepEqual(shown, spoken, 'The words of the subtitles are not those of the transcript.');
  return `${cues.length} cues with ${shown.length} words, those of the transcript`;
}

function textsOf({ title, blocks }: ShownArtifact): string[] {
  return blocks.length === 0 ? [] : [title, ...blocks.flatMap(blockTexts)];
}

/** Every text of a block that a student reads. */
export function blockTexts(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'note':
      return [block.text];
    case 'list':
      return block.items.map(({ text }) => text);
    case 'table':
      return [...block.header, ...block.rows.flatMap(({ cells }) => cells)];
    case 'outline':
      return block.nodes.flatMap(nodeTexts);
    case 'term':
      return [block.term, block.definition, block.example, ...block.otherNames].filter(
        (text) => text !== undefined,
      );
    case 'card':
      return block.cloze ? [block.cloze.text] : [block.front, block.back];
    case 'question': {
      const points = block.markScheme?.map(({ point }) => point) ?? [];
      return [
        block.prompt,
        ...(block.options ?? []),
        ...block.answer.split('\n'),
        ...block.explanation.split('\n'),
        ...points,
      ];
    }
    case 'map':
      return [...block.concepts.map(({ name }) => name), ...block.relations.map(({ label }) => label)];
  }
}

function nodeTexts({ title, children }: OutlineNode): string[] {
  return [title, ...children.flatMap(nodeTexts)];
}
