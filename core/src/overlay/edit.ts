import { z } from 'zod';
import { Sources } from '../artifacts/define.ts';

/** A card of the student's own is called by this and a UUID that the device makes. */
export const OWN_CARD_PREFIX = 'own-';

/** What of an item a student may word anew: what is read, never what it is or rests on. */
const CORRECTABLE =
  /^(text|question|answer|term|definition|example|title|name|label|prompt|explanation|(cells|options|points|otherNames)\.\d+|markScheme\.\d+\.point)$/;

export function isCorrectable(field: string): boolean {
  return CORRECTABLE.test(field);
}

const Words = z.string().trim().min(1).max(4000);

/**
 * What a student does to one item of the material or one segment of the transcript. The stored material is
 * never touched: changes lie over it, and are applied whenever it is shown, exported or searched.
 */
export const Change = z.discriminatedUnion('kind', [
  /** `was` is the text that the student saw; on other text the correction does not apply. */
  z.object({
    kind: z.literal('correct'),
    field: z.string().regex(CORRECTABLE),
    was: z.string().max(4000),
    text: Words,
  }),
  /** Back to the text as it was made. */
  z.object({ kind: z.literal('revert'), field: z.string().regex(CORRECTABLE) }),
  z.object({ kind: z.literal('discard') }),
  z.object({ kind: z.literal('restore') }),
  z.object({ kind: z.literal('star') }),
  z.object({ kind: z.literal('unstar') }),
  /** Says that the lecture does not say this. Stays on this server. */
  z.object({ kind: z.literal('wrong'), note: z.string().trim().max(1000).optional() }),
  z.object({ kind: z.literal('not-wrong') }),
  /** A card of the student's own; its target is `own-` and a new UUID. */
  z.object({ kind: z.literal('add-card'), question: Words, answer: Words, sources: Sources.max(50) }),
]);
export type Change = z.infer<typeof Change>;

/** Whether an edit is of an item of the material or of a segment of the transcript. */
export const EditedPart = z.enum(['item', 'segment']);
export type EditedPart = z.infer<typeof EditedPart>;

export const Edit = z.object({
  /** Made by the device, so that the same edit sent twice is one edit. */
  id: z.uuid(),
  part: EditedPart,
  target: z.string().min(1).max(200),
  /** How many edits of this target the student had seen; another number means that somebody was faster. */
  version: z.int().nonnegative(),
  change: Change,
  at: z.iso.datetime(),
});
export type Edit = z.infer<typeof Edit>;

export const Correction = z.object({ field: z.string(), was: z.string(), text: z.string() });
export type Correction = z.infer<typeof Correction>;

/** What all edits of one target come to. */
export const Mark = z.object({
  part: EditedPart,
  target: z.string(),
  /** Number of edits; the next one names it. */
  version: z.int().nonnegative(),
  discarded: z.boolean(),
  starred: z.boolean(),
  wrong: z.boolean(),
  corrections: z.array(Correction),
  /** Of a card of the student's own. */
  card: z.object({ question: z.string(), answer: z.string(), sources: Sources }).optional(),
});
export type Mark = z.infer<typeof Mark>;

export function untouched(part: EditedPart, target: string): Mark {
  return { part, target, version: 0, discarded: false, starred: false, wrong: false, corrections: [] };
}

/** A mark after one more edit of its target. */
export function marked(mark: Mark, change: Change): Mark {
  const next = { ...mark, version: mark.version + 1 };
  switch (change.kind) {
    case 'correct':
      return { ...next, corrections: corrected(mark.corrections, change) };
    case 'revert':
      return { ...next, corrections: mark.corrections.filter(({ field }) => field !== change.field) };
    case 'discard':
    case 'restore':
      return { ...next, discarded: change.kind === 'discard' };
    case 'star':
    case 'unstar':
      return { ...next, starred: change.kind === 'star' };
    case 'wrong':
    case 'not-wrong':
      return { ...next, wrong: change.kind === 'wrong' };
    case 'add-card': {
      const { question, answer, sources } = change;
      return { ...next, card: { question, answer, sources } };
    }
  }
}

/** A correction of a correction is still one of the text as it was made. */
function corrected(corrections: readonly Correction[], { field, was, text }: Correction): Correction[] {
  const before = corrections.find((other) => other.field === field);
  const made = before?.text === was ? before.was : was;
  const others = corrections.filter((other) => other.field !== field);
  return made === text ? others : [...others, { field, was: made, text }];
}

/** Marks of all edits, which come in the order in which they were accepted. */
export function foldEdits(edits: readonly Pick<Edit, 'part' | 'target' | 'change'>[]): Overlay {
  const marks = new Map<string, Mark>();
  for (const { part, target, change } of edits) {
    const key = keyOf(part, target);
    marks.set(key, marked(marks.get(key) ?? untouched(part, target), change));
  }
  return marks;
}

/** What lies over the material of one lecture: the mark of each target that was edited. */
export type Overlay = ReadonlyMap<string, Mark>;

export function markOf(overlay: Overlay, part: EditedPart, target: string): Mark | undefined {
  return overlay.get(keyOf(part, target));
}

function keyOf(part: EditedPart, target: string): string {
  return `${part} ${target}`;
}
