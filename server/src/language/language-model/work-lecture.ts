import { type LectureReading, readLecture } from '@pegasus/core/grounding/lecture-reading.ts';
import { reviewItem } from '@pegasus/core/grounding/review.ts';
import type { Preset } from '@pegasus/core/presets/define.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { normalise } from '@pegasus/core/text/words.ts';
import type { Transcript } from '@pegasus/core/transcript.ts';
import { ask, sizeOf } from './ask.ts';
import { sourcesOfTitle } from './assemble/outline.ts';
import type { Line } from './call.ts';
import { type Chapter, cutChapters } from './chapters.ts';
import { type ItemContext, type Share, tidy } from './item-kind.ts';
import { workThrough } from './pool.ts';
import type { Setting } from './prompt.ts';
import { readSpokenWords } from './spoken-words.ts';
import { askAgain, askConcepts, askItems } from './steps.ts';
import { estimateTokens } from './tokens.ts';
import { verify } from './verify.ts';
import type { WorkedChapter } from './worked-chapter.ts';

/** Calls at the same time. */
const AT_ONCE = 2;
/** Room in a call for the names of the concepts, and the least that must be left for the lecture, in tokens. */
const NAMES_ROOM = 600;
const LEAST_ROOM = 500;
/** Chapters are asked for this much more than their share, since some items will not hold. */
const SPARE = 1.3;
const NOTHING: Chapter = { start: 0, end: 0, segments: [] };

interface Work {
  line: Line;
  setting: Setting;
  transcript: Transcript;
  preset: Preset;
  signal: AbortSignal;
  onProgress(done: number, total: number): void;
}

/** Works through a lecture by chapter: concepts first, then items, each checked against what it cites. */
export async function workLecture(work: Work): Promise<{ worked: WorkedChapter[]; unfounded: number }> {
  const { line, setting, transcript, preset, signal, onProgress } = work;
  const chapters = cutChapters(transcript, roomForChapter(work));
  refuseTooLong(chapters, work);
  const share: Share = (most) =>
    chapters.length < 2 ? most : Math.min(most, Math.ceil((most * SPARE) / chapters.length));
  const lecture = readLecture(transcript);
  const contextOf = (chapter: Chapter, names: ReadonlyMap<string, string>): ItemContext => ({
    preset,
    names,
    spoken: readSpokenWords(chapter.segments),
  });
  let done = 0;
  const step = () => onProgress(++done, chapters.length * 2);
  const each = <Item, Result>(
    items: readonly Item[],
    run: (item: Item, signal: AbortSignal) => Promise<Result>,
  ) =>
    workThrough(items, line.tools.atOnce ?? AT_ONCE, signal, async (item: Item, stop) => {
      const result = await run(item, stop);
      step();
      return result;
    });

  const known = await each(chapters, async (chapter, stop) => {
    const reply = await ask(line, askConcepts(setting, chapter, preset, share), stop);
    const verified = await verify(
      line,
      { concepts: reply.concepts },
      { context: contextOf(chapter, new Map()), lecture, preset },
      (failed) => askAgain(setting, chapter, preset, failed, []),
      stop,
    );
    return {
      chapter,
      title: titleOf(reply.title, chapter, lecture, preset),
      parts: reply.parts ?? [],
      ...verified,
    };
  });
  const names = namesOf(known.flatMap(({ pieces }) => pieces.concepts));
  const listed = [...new Set(names.values())];

  const full = await each(known, async ({ chapter, title, parts, pieces, unfounded }, stop) => {
    const { pieces: items, unfounded: more } = await verify(
      line,
      await ask(line, askItems(setting, chapter, preset, share, listed), stop),
      { context: contextOf(chapter, names), lecture, preset },
      (failed) => askAgain(setting, chapter, preset, failed, listed),
      stop,
    );
    const all = { ...items, concepts: pieces.concepts };
    return { chapter, title, parts, pieces: all, unfounded: unfounded + more };
  });
  return { worked: full, unfounded: full.reduce((sum, { unfounded }) => sum + unfounded, 0) };
}

/** Tokens that are left for the words of a chapter beside everything else that a call says. */
function roomForChapter({ line, setting, preset }: Work): number {
  const whole: Share = (most) => most;
  const others = Math.max(
    sizeOf(askConcepts(setting, NOTHING, preset, whole)),
    sizeOf(askItems(setting, NOTHING, preset, whole, [])) + NAMES_ROOM,
  );
  const room = line.settings.languageInputTokens - others;
  if (room >= LEAST_ROOM) return room;
  throw new Problem(
    'language-limit',
    `PEGASUS_LANGUAGE_INPUT_TOKENS must be ${others + LEAST_ROOM} or more for this preset.`,
  );
}

/** What cannot be afforded is not begun: each chapter is sent twice at least. */
function refuseTooLong(chapters: readonly Chapter[], { line: { settings } }: Work): void {
  const words = chapters.flatMap(({ segments }) => segments.map(({ text }) => text)).join(' ');
  const least = 2 * estimateTokens(words);
  const price = (least * settings.languageInputPrice) / 1_000_000;
  const { languageLectureTokens: tokens, languageLectureCost: cost } = settings;
  if (least <= tokens && (cost === 0 || price <= cost)) return;
  throw new Problem('language-limit', `It needs at least ${least} tokens, and was not begun.`);
}

/** Every name of every concept leads to the first name of it. */
function namesOf(concepts: readonly { term: string; otherNames: string[] }[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { term } of concepts) {
    const key = normalise(term);
    if (!names.has(key)) names.set(key, term);
  }
  for (const { term, otherNames } of concepts) {
    for (const key of otherNames.map(normalise)) {
      if (key !== '' && !names.has(key)) names.set(key, names.get(normalise(term)) ?? term);
    }
  }
  return names;
}

/** A title that the words of its chapter carry; it stands over points that nothing else checks it by. */
function titleOf(reply: string, { segments }: Chapter, lecture: LectureReading, preset: Preset): string {
  const title = tidy(reply);
  const sources = sourcesOfTitle(title, segments);
  const review = reviewItem(
    { id: title, kind: 'heading', sources, claim: title, verbatim: false },
    lecture,
    preset,
  );
  return review.verdict === 'dropped' ? '' : title;
}
