import { WEAK_ALONE } from '@pegasus/core/text/common-words.ts';
import type { Term } from '@pegasus/core/text/terms.ts';
import type { Material } from './material.ts';

/** Endings of nouns for ideas rather than for things (Latin and Greek stock of English). */
const ABSTRACT =
  /(?:ity|ism|tion|sion|ness|ance|ence|ency|ancy|ium|sis|logy|ics|ment|acy|ship|hood|tude|graphy|nomy|ure)s?$/;

/**
 * Terms fit to stand in an index by themselves. A phrase of several words must come back; a single word must
 * be an idea, or the building block of several longer terms.
 */
export function indexTerms(material: Material): Term[] {
  const blocks = new Map<string, number>();
  for (const term of material.terms) {
    if (term.words < 2) continue;
    for (const word of new Set(term.key.split(' '))) blocks.set(word, (blocks.get(word) ?? 0) + 1);
  }
  const defined = new Set(material.definitions.map(({ key }) => key));
  return material.terms.filter((term) => {
    if (defined.has(term.key)) return true;
    if (term.proper) return term.count >= 5;
    if (term.words > 1) return term.count >= 3;
    if (WEAK_ALONE.has(term.key)) return false;
    if (!standsAlone(material, term, 0.4)) return false;
    return ABSTRACT.test(term.key) || (blocks.get(term.key) ?? 0) >= 3;
  });
}

/** Whether a single word is said by itself in at least a share of its sentences, and not inside longer terms. */
export function standsAlone({ terms }: Material, term: Term, share: number): boolean {
  const longer = new Set(
    terms
      .filter((other) => other.words > 1 && other.key.split(' ').includes(term.key))
      .flatMap(({ sentences }) => sentences),
  );
  const alone = term.sentences.filter((index) => !longer.has(index)).length;
  return alone >= term.sentences.length * share;
}
