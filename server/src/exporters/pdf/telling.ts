import type { Block } from '@pegasus/core/block.ts';
import type { Look } from './look.ts';
import type { Words } from './words.ts';

export type Of<Kind extends Block['kind']> = Extract<Block, { kind: Kind }>;

export interface Moment {
  text: string;
  /** Opens the recording there; null where the address of the server is not known. */
  url: string | null;
}

/** What the telling of a block needs to know of the guide. */
export interface Telling {
  look: Look;
  momentOf(seconds: number | undefined): Moment | null;
  /** Words of an item, which say so when they are the student's own. */
  say(text: string, itemId: string | undefined): Words;
  counter: { next: number };
}
