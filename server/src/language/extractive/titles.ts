import { type Chapter, findChapters } from '@pegasus/core/text/chapters.ts';
import { GENERIC_NOUNS, WEAK_ALONE } from '@pegasus/core/text/common-words.ts';
import type { Term } from '@pegasus/core/text/terms.ts';
import { indexTerms } from './index-terms.ts';
import type { Material } from './material.ts';

/** A chapter with a name taken from its own words, and its parts. */
export interface TitledChapter extends Chapter {
  title: string;
  key: string;
  /** Segments in which the words of the title are said. */
  sources: string[];
  parts: TitledChapter[];
}

/** Shortest and longest part at each depth, in seconds. */
const PARTS = [
  { shortest: 75, longest: 300 },
  { shortest: 40, longest: 120 },
] as const;

/** The chapters of a lecture as a tree of a depth. What finds no name of its own is left out of the tree. */
export function titleChapters(material: Material, depth: number): TitledChapter[] {
  return titleLevel(material, material.chapters, depth, {
    used: new Set(),
    fit: new Set(indexTerms(material).map(({ key }) => key)),
  });
}

/** Keys that are taken, and keys of the terms that may name a part. */
interface Names {
  used: Set<string>;
  fit: ReadonlySet<string>;
}

function titleLevel(
  material: Material,
  chapters: readonly Chapter[],
  depth: number,
  { used, fit }: Names,
): TitledChapter[] {
  const titled = chapters.flatMap((chapter) => {
    const term = titleOf(material, chapter, chapters, { used, fit });
    if (!term) return [];
    used.add(term.key);
    return [
      {
        ...chapter,
        title: capitalise(term.name),
        key: term.key,
        sources: sourcesIn(material, term, chapter),
        parts: [] as TitledChapter[],
      },
    ];
  });
  if (depth <= 1) return titled;
  return titled.map((chapter) => {
    const limits = PARTS[chapters === material.chapters ? 0 : 1];
    const inside = findChapters(material.sentences.slice(chapter.from, chapter.to), limits).map((part) => ({
      ...part,
      from: part.from + chapter.from,
      to: part.to + chapter.from,
    }));
    const parts = inside.length > 1 ? titleLevel(material, inside, depth - 1, { used, fit }) : [];
    return { ...chapter, parts: parts.length > 1 ? parts : [] };
  });
}

/** The term that tells a chapter from its neighbours: frequent here, rare elsewhere, rather of several words. */
function titleOf(
  material: Material,
  chapter: Chapter,
  all: readonly Chapter[],
  { used, fit }: Names,
): Term | undefined {
  const inner = all !== material.chapters;
  let best: { term: Term; score: number } | undefined;
  for (const term of material.terms) {
    if (used.has(term.key) || !isTitle(term) || (inner && !fit.has(term.key))) continue;
    const here = countIn(term, chapter);
    if (here < 2) continue;
    const spread = all.filter((other) => countIn(term, other) > 0).length;
    const score =
      here *
      Math.log(1 + all.length / spread) *
      (term.words > 1 ? 2 : 1) *
      (0.5 + here / term.sentences.length);
    if (!best || score > best.score) best = { term, score };
  }
  return best?.term;
}

function isTitle(term: Term): boolean {
  const head = term.key.split(' ').at(-1) ?? '';
  return (
    head.length > 2 &&
    !GENERIC_NOUNS.has(head) &&
    !WEAK_ALONE.has(term.key) &&
    (!term.proper || term.count >= 4)
  );
}

export function countIn(term: Term, { from, to }: { from: number; to: number }): number {
  return term.sentences.filter((index) => index >= from && index < to).length;
}

function sourcesIn(material: Material, term: Term, { from, to }: Chapter): string[] {
  const inside = term.sentences.filter((index) => index >= from && index < to);
  return mentions(material, term, inside).slice(0, 4);
}

/** The segments of the given sentences in which the name of a term is said as it is written. */
export function mentions(
  material: Material,
  term: Pick<Term, 'name'>,
  sentences: readonly number[],
): string[] {
  const name = term.name.toLowerCase();
  const literal = sentences.filter((index) => material.sentences[index]?.text.toLowerCase().includes(name));
  return [
    ...new Set(
      (literal.length > 0 ? literal : sentences).flatMap((index) => segmentsWith(material, index, name)),
    ),
  ];
}

/** Of the segments that a sentence touches, those that hold the name; all where it runs over a border. */
function segmentsWith(material: Material, index: number, name: string): string[] {
  const touched = material.sentences[index]?.segments ?? [];
  const holding = touched.filter((id) => material.words.get(id)?.includes(name));
  return holding.length > 0 ? holding : touched;
}

export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
