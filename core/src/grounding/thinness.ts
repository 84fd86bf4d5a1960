import type { Item, QualityReport } from '../artifacts/define.ts';
import type { ArtifactName } from '../artifacts/registry.ts';
import type { Preset } from '../presets/define.ts';
import { boundsOf } from './counts.ts';

/** A lecture of fewer words than this gives nothing to revise from: it is about a minute of speech. */
export const LEAST_WORDS = 150;

/** Names alone are an index and nothing to revise from. */
const INDEX_KINDS: ReadonlySet<string> = new Set(['heading', 'term', 'concept']);

export function isRevisable({ kind }: Item): boolean {
  return !INDEX_KINDS.has(kind);
}

/** Why the material of a lecture is too little to be exported silently; undefined when it is enough. */
export function whyThin(words: number, revisable: number, preset: Preset): string | undefined {
  if (words < LEAST_WORDS) {
    return `The lecture has only ${words} words; ${LEAST_WORDS} are the least to revise from.`;
  }
  if (revisable < preset.leastItems) {
    const found =
      revisable === 0 ? 'Nothing' : revisable === 1 ? 'Only one thing' : `Only ${revisable} things`;
    return `${found} to revise could be drawn from the lecture; the ${preset.title} preset needs ${preset.leastItems}.`;
  }
  return undefined;
}

/** Why one artifact has fewer items than the preset wants; undefined when it has enough. */
export function whyArtifactThin(
  name: ArtifactName,
  { kept }: Pick<QualityReport, 'kept'>,
  preset: Preset,
): string | undefined {
  const least = boundsOf(name, preset)?.least ?? 0;
  return kept < least ? `It has ${kept} of at least ${least} items.` : undefined;
}
