import type { KeyTerms } from '@pegasus/core/artifacts/key-terms.ts';
import type { Preset } from '@pegasus/core/presets/define.ts';
import { normalise } from '@pegasus/core/text/words.ts';
import type { Segment } from '@pegasus/core/transcript.ts';
import type { Concept } from '../concepts.ts';
import { takeFairly, type WorkedChapter } from '../worked-chapter.ts';

/** The concepts of all chapters as one index: each once, with its first definition and all its moments. */
export function makeKeyTerms(
  worked: readonly WorkedChapter[],
  { keyTerms }: Preset,
  segments: readonly Segment[],
): KeyTerms | undefined {
  const merged = mergeConcepts(worked);
  const lists = merged.map((concepts) =>
    // A term with its definition is worth more than a name.
    [...concepts].sort((one, other) => Number(!one.definition) - Number(!other.definition)),
  );
  const kept = new Set(takeFairly(lists, keyTerms.most));
  const spoken = segments.map(({ id, text }) => ({ id, words: ` ${normalise(text)} ` }));
  const terms = merged.flat().flatMap((concept) => {
    if (!kept.has(concept)) return [];
    const names = [concept.term, ...concept.otherNames].map(normalise);
    const said = ({ words }: { words: string }) => names.some((name) => words.includes(` ${name} `));
    const places = spoken.filter((one) => concept.sources.includes(one.id) || said(one)).map(({ id }) => id);
    return [{ ...concept, occurrences: [...new Set(places)] }];
  });
  return terms.length > 0 ? { terms } : undefined;
}

/** Concepts by the chapter in which they first appear; the same name, whatever its case, is the same concept. */
export function mergeConcepts(worked: readonly WorkedChapter[]): Concept[][] {
  const known = new Map<string, Concept>();
  const lists = worked.map((): Concept[] => []);
  for (const [at, { pieces }] of worked.entries()) {
    for (const concept of pieces.concepts) {
      const before = known.get(concept.id);
      if (!before) {
        const own = { ...concept };
        known.set(concept.id, own);
        lists[at]?.push(own);
      } else enrich(before, concept);
    }
  }
  return lists;
}

function enrich(known: Concept, { definition, example, sources, otherNames }: Concept): void {
  known.otherNames = [...new Set([...known.otherNames, ...otherNames])];
  if (known.definition !== undefined || definition === undefined) return;
  known.definition = definition;
  known.sources = sources;
  if (example !== undefined) known.example = example;
}
