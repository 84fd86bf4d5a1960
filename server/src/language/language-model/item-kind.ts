import type { Item } from '@pegasus/core/artifacts/define.ts';
import type { Preset } from '@pegasus/core/presets/define.ts';
import { normalise } from '@pegasus/core/text/words.ts';
import { z } from 'zod';
import type { SpokenWords } from './spoken-words.ts';

/** What an item of a reply is made with. */
export interface ItemContext {
  preset: Preset;
  /** Words of the chapter that was shown. */
  spoken: SpokenWords;
  /** Names of the concepts of the lecture, by their words and by the words of their other names. */
  names: ReadonlyMap<string, string>;
}

/** How many of a kind one chapter is asked for, when the lecture as a whole takes so many. */
export type Share = (most: number) => number;

/** One kind of thing that a model is asked to write, all of it in one place. */
export interface ItemKind<Reply = unknown, Piece extends object = object> {
  /** Most in a whole lecture; 0 where the preset has none of it. */
  most(preset: Preset): number;
  /** Form of one. */
  schema(preset: Preset): z.ZodType<Reply>;
  /** What to write, as an instruction. */
  wording(preset: Preset, share: Share): string;
  /** Makes an item of a reply, or says in words for the model why that cannot be done. */
  build(reply: Reply, context: ItemContext): Piece | string;
  /** How the quality rules see it. */
  items(piece: Piece): Item[];
}

/** Keeps the types of a kind while it is checked. */
export function defineKind<Reply, Piece extends object>(
  kind: ItemKind<Reply, Piece>,
): ItemKind<Reply, Piece> {
  return kind;
}

/** With what every item shows where it comes from. */
export const citation = { quote: z.string(), segments: z.array(z.string()) };
export const PROVEN = 'with `quote` and `segments`';

/** More segments than this prove nothing: the quote alone is cited then. */
const MOST_CITED = 10;

/**
 * The segments that an item rests on: those that are cited and exist, and those in which its quote stands.
 * A string says why there are none.
 */
export function sourcesOf(
  { quote, segments }: { quote: string; segments: readonly string[] },
  { spoken }: ItemContext,
): string[] | string {
  const cited = [...new Set(segments)].filter((id) => spoken.has(id));
  if (cited.length === 0) return 'its segments are not in this chapter';
  const quoted = spoken.find(quote, cited);
  if (!quoted) return 'its quote is not in the words of this chapter';
  return cited.length > MOST_CITED ? quoted : [...new Set([...cited, ...quoted])];
}

/** Whether a text stands in the cited segments word for word. */
export function isSaid(text: string, sources: readonly string[], { spoken }: ItemContext): boolean {
  if (normalise(text) === '') return false;
  return spoken.find(text, sources)?.every((id) => sources.includes(id)) ?? false;
}

/** One line, trimmed. */
export function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
