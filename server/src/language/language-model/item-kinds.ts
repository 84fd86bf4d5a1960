import type { Preset } from '@pegasus/core/presets/define.ts';
import { cards, clozes } from './cards.ts';
import { concepts } from './concepts.ts';
import type { ItemKind } from './item-kind.ts';
import { points, rows } from './points.ts';
import { essays, multipleChoice, shortAnswers, trueFalse } from './questions.ts';
import { relations } from './relations.ts';

/** Everything that a model is asked to write, by its name in the reply, in the order in which it is asked. */
export const ITEM_KINDS = {
  concepts,
  points,
  rows,
  cards,
  clozes,
  multipleChoice,
  trueFalse,
  shortAnswers,
  essays,
  relations,
} as const;

export type ItemKindName = keyof typeof ITEM_KINDS;

type PieceOf<Kind> = Kind extends ItemKind<infer _Reply, infer Piece> ? Piece : never;

/** What came of the replies, by kind. */
export type Pieces = { [Name in ItemKindName]: PieceOf<(typeof ITEM_KINDS)[Name]>[] };

/** A kind as code sees it that treats all alike: what it builds of a reply is its own to know. */
export function itemKind(name: ItemKindName): ItemKind {
  return ITEM_KINDS[name] as ItemKind;
}

/** Kinds that come after the concepts, and of which the preset has any. */
export function kindsFor(preset: Preset): ItemKindName[] {
  const names = Object.keys(ITEM_KINDS) as ItemKindName[];
  return names.filter((name) => name !== 'concepts' && itemKind(name).most(preset) > 0);
}

export function noPieces(): Pieces {
  return Object.fromEntries(Object.keys(ITEM_KINDS).map((name) => [name, []])) as unknown as Pieces;
}
