import type { Item } from '../artifacts/define.ts';
import type { Preset } from '../presets/define.ts';
import type { Evidence } from './evidence.ts';
import type { LectureReading } from './lecture-reading.ts';
import type { Passage } from './passage.ts';

/** What a rule may look at besides the item itself. */
export interface RuleContext {
  preset: Preset;
  lecture: LectureReading;
  /** The cited segments that exist, and the sentences that they touch. */
  passage: Passage;
  /** Whether the item is judged again with a citation that was found for it, which takes more to trust. */
  repaired: boolean;
  /** What the passage says to each sentence of a text. Gathered once for each text. */
  evidenceFor(text: string): readonly Evidence[];
}

/**
 * One quality rule. It names what is wrong or says nothing. Decisions are counted under `name` in the
 * quality report of the artifact.
 */
export interface QualityRule {
  readonly name: string;
  /**
   * How a failure may be mended, once: by citing what supports the item. What the words themselves say wrongly
   * is not mended.
   */
  readonly repair: 'cite-support' | 'none';
  /** Why the item fails, in plain words for a developer; undefined when it passes. */
  judge(item: Item, context: RuleContext): string | undefined;
}
