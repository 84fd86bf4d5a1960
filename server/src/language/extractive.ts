import type { ArtifactName, Bodies } from '@pegasus/core/artifacts/registry.ts';
import type { Preset } from '@pegasus/core/presets/define.ts';
import { looksEnglish } from '@pegasus/core/text/english.ts';
import { namesGivenIn } from '@pegasus/core/text/given-names.ts';
import type { FoundName } from '@pegasus/core/threads/mentions.ts';
import { wordCount } from '@pegasus/core/transcript.ts';
import type { Draft, GenerateContext, GenerateRequest, LanguageProvider } from './define.ts';
import { makeConceptMap } from './extractive/concept-map.ts';
import { makeExamQuestions } from './extractive/exam-questions.ts';
import { makeFlashcards } from './extractive/flashcards.ts';
import { makeKeyTerms } from './extractive/key-terms.ts';
import { type Material, readMaterial } from './extractive/material.ts';
import { makeOutline } from './extractive/outline.ts';
import { makeSummary } from './extractive/summary.ts';
import { openTagger } from './tagger.ts';

/** Raised whenever the same transcript would give other items. */
const VERSION = '1.6.0';

type Maker<Name extends ArtifactName> = (material: Material, preset: Preset) => Bodies[Name];

const MAKERS: { [Name in ArtifactName]: Maker<Name> } = {
  summary: makeSummary,
  outline: makeOutline,
  'key-terms': makeKeyTerms,
  flashcards: makeFlashcards,
  'exam-questions': makeExamQuestions,
  'concept-map': makeConceptMap,
};

/** The embedded generator: it quotes and never writes. English only, no network, always the same result. */
export function createExtractive(): LanguageProvider {
  return {
    generator: { name: 'extractive', version: VERSION },
    async check() {
      await openTagger();
    },
    generate,
    async close() {},
  };
}

async function generate(
  { transcript, preset }: GenerateRequest,
  { signal, onProgress }: GenerateContext,
): Promise<Draft> {
  signal.throwIfAborted();
  const total = preset.artifacts.length + 1;
  const text = transcript.segments.map((segment) => segment.text).join(' ');
  if (!isEnglish(transcript.language) || !looksEnglish(text)) {
    return {
      bodies: {},
      notes: ['The words are not English, and the embedded generator reads English only.'],
    };
  }
  const material = readMaterial(transcript, await openTagger());
  onProgress(1, total);
  let bodies: Bodies = {};
  for (const [index, name] of preset.artifacts.entries()) {
    // The screen and the queue's heartbeat get their turn between artifacts.
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    const body = MAKERS[name](material, preset);
    if (body !== undefined) bodies = { ...bodies, [name]: body };
    onProgress(index + 2, total);
  }
  return { bodies, concepts: foundNames(material), notes: notesOf(material, wordCount(transcript)) };
}

/** Every term with the segments that say it, and every name that is given in so many words, for the threads. */
function foundNames({ terms, sentences }: Material): FoundName[] {
  const sourcesOf = new Map(sentences.map(({ index, segments }) => [index, segments]));
  const said = terms.map(({ name, sentences: places }) => ({
    name,
    sources: [...new Set(places.flatMap((place) => sourcesOf.get(place) ?? []))],
  }));
  const given = sentences.flatMap((sentence) =>
    namesGivenIn(sentence).map((name) => ({ name, sources: sentence.segments })),
  );
  return [...said, ...given];
}

/** An unknown language is given the benefit of the doubt: its words are looked at. */
function isEnglish(language: string): boolean {
  return language === '' || /^(?:en|und)\b/i.test(language);
}

function notesOf(material: Material, words: number): string[] {
  const notes: string[] = [];
  if (material.restored) notes.push('The captions have no full stops; sentences were told apart by pauses.');
  if (words < 300) notes.push(`The lecture has only ${words} words.`);
  if (material.definitions.length === 0)
    notes.push('No definition was found that could stand alone, so there are no definition cards.');
  if (material.causes.length === 0)
    notes.push('No reason was found that could stand alone, so there are no why questions.');
  return notes;
}
