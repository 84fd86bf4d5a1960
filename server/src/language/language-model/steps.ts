import type { Preset } from '@pegasus/core/presets/define.ts';
import { z } from 'zod';
import type { Question } from './ask.ts';
import type { Chapter } from './chapters.ts';
import type { Share } from './item-kind.ts';
import { type ItemKindName, itemKind, kindsFor } from './item-kinds.ts';
import { instructionsOf, promptOf, type Setting } from './prompt.ts';

/** A part of a chapter as a reply names it; it goes on to where the next one begins. */
export interface NamedPart {
  title: string;
  /** Id of the segment with which it begins. */
  from: string;
  parts?: NamedPart[] | undefined;
}

export interface ConceptsReply {
  title: string;
  parts?: NamedPart[] | undefined;
  /** Each still to be built. */
  concepts: unknown[];
}

/** Items of a reply by kind, each still to be built. */
export type Offered = Partial<Record<ItemKindName, unknown[]>>;

const TITLE = 'of at most eight words that this chapter itself uses';

/** Step one: what the chapter is called, how it is divided, and which concepts it holds. */
export function askConcepts(
  setting: Setting,
  chapter: Chapter,
  preset: Preset,
  share: Share,
): Question<ConceptsReply> {
  const depth = preset.outline.depth - 1;
  const concepts = itemKind('concepts');
  const plain = z.object({ title: z.string(), concepts: z.array(concepts.schema(preset)) });
  const task = [
    'Read this chapter of a lecture and reply with:',
    `- \`title\` ${TITLE};`,
    ...(depth > 0
      ? [
          `- \`parts\`: two to five parts of the chapter in order, or none where it is short, each with \`title\` ${TITLE}, ` +
            `and \`from\`, the id of the segment with which it begins${depth > 1 ? '; `parts` inside of it alike' : ''};`,
        ]
      : []),
    `- ${concepts.wording(preset, share)}`,
  ].join('\n');
  return {
    step: 'concepts',
    instructions: instructionsOf(setting),
    prompt: promptOf(setting, { task, chapter }),
    schema: depth > 0 ? plain.extend({ parts: z.array(partSchema(depth - 1)) }) : plain,
  };
}

/** Schemas that contain themselves are refused by some providers, so each depth is written out. */
function partSchema(depth: number): z.ZodType<NamedPart> {
  const own = { title: z.string(), from: z.string() };
  return z.object(depth > 0 ? { ...own, parts: z.array(partSchema(depth - 1)) } : own);
}

/** Step two: all items of the preset for which the chapter holds something. */
export function askItems(
  setting: Setting,
  chapter: Chapter,
  preset: Preset,
  share: Share,
  names: readonly string[],
): Question<Offered> {
  const kinds = kindsFor(preset);
  const task = [
    'Make revision items from this chapter of a lecture. Reply with:',
    ...kinds.map((name) => `- ${itemKind(name).wording(preset, share)}`),
  ].join('\n');
  return {
    step: 'items',
    instructions: instructionsOf(setting),
    prompt: promptOf(setting, { task, chapter, lists: { 'Concepts of this lecture': names } }),
    schema: offeredSchema(kinds, preset),
  };
}

/** Step three, where items did not hold: the same form, only for what failed. */
export function askAgain(
  setting: Setting,
  chapter: Chapter,
  preset: Preset,
  failures: readonly { kind: ItemKindName; reply: unknown; reason: string }[],
  names: readonly string[],
): Question<Offered> {
  const kinds = [...new Set(failures.map(({ kind }) => kind))];
  const task = [
    'These items that you made from this chapter were checked against the lecture and did not hold. Mend each ' +
      'one, or leave it out where the lecture does not carry it. Reply with the mended items only, in the same form.',
    ...kinds.map((name) => `- ${itemKind(name).wording(preset, (most) => most)}`),
    'What failed, and why, is listed below as data.',
  ].join('\n');
  const failed = failures.map(({ kind, reply, reason }) => `${kind} ${JSON.stringify(reply)}: ${reason}`);
  return {
    step: 'verify',
    instructions: instructionsOf(setting),
    prompt: promptOf(setting, {
      task,
      chapter,
      lists: { 'Concepts of this lecture': names, 'Failed items': failed },
    }),
    schema: offeredSchema(kinds, preset),
  };
}

function offeredSchema(kinds: readonly ItemKindName[], preset: Preset): z.ZodType<Offered> {
  return z.object(Object.fromEntries(kinds.map((name) => [name, z.array(itemKind(name).schema(preset))])));
}
