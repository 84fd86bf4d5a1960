import type { Chapter } from './chapters.ts';
import type { TaggedSentence } from './tagged-sentence.ts';

const DAMPING = 0.85;
const ROUNDS = 15;
/** A chapter with more sentences than this is ranked by every n-th of them as neighbours. */
const MOST_NEIGHBOURS = 150;

/**
 * How central each sentence is to its chapter, 0 to 1: LexRank (Erkan and Radev 2004) over the cosine of
 * content words weighed by inverse sentence frequency.
 */
export function rankSentences(sentences: readonly TaggedSentence[], chapters: readonly Chapter[]): number[] {
  const vectors = weigh(sentences);
  const ranks = new Array<number>(sentences.length).fill(0);
  for (const chapter of chapters) {
    const members = vectors.slice(chapter.from, chapter.to);
    const scores = lexRank(members);
    const highest = Math.max(...scores, Number.MIN_VALUE);
    for (const [index, score] of scores.entries()) ranks[chapter.from + index] = score / highest;
  }
  return ranks;
}

type Vector = Map<string, number>;

function weigh(sentences: readonly TaggedSentence[]): Vector[] {
  const bags = sentences.map(
    ({ tokens }) =>
      new Set(
        tokens
          .filter(({ pos, lemma }) => /^(?:NOUN|PROPN|ADJ|VERB)$/.test(pos) && lemma.length > 2)
          .map(({ lemma }) => lemma),
      ),
  );
  const frequency = new Map<string, number>();
  for (const bag of bags) for (const word of bag) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  return bags.map((bag) => {
    const vector: Vector = new Map();
    for (const word of bag) vector.set(word, Math.log((bags.length + 1) / (frequency.get(word) ?? 1)));
    const length = Math.hypot(...vector.values()) || 1;
    for (const [word, weight] of vector) vector.set(word, weight / length);
    return vector;
  });
}

function lexRank(vectors: readonly Vector[]): number[] {
  const step = Math.ceil(vectors.length / MOST_NEIGHBOURS);
  const neighbours = vectors.flatMap((_, index) => (index % step === 0 ? [index] : []));
  const links = vectors.map((vector, row) =>
    neighbours.map((index) => {
      // No link to itself: what shares nothing with the chapter must not keep its own weight.
      if (index === row) return 0;
      const similarity = cosine(vector, vectors[index] ?? new Map());
      return similarity > 0.1 ? similarity : 0;
    }),
  );
  const degree = neighbours.map((_, column) => links.reduce((sum, row) => sum + (row[column] ?? 0), 0) || 1);
  let scores = vectors.map(() => 1 / Math.max(1, vectors.length));
  for (let round = 0; round < ROUNDS; round += 1) {
    const flow = neighbours.map((index, column) => (scores[index] ?? 0) / (degree[column] ?? 1));
    scores = links.map(
      (row) =>
        (1 - DAMPING) / Math.max(1, vectors.length) +
        DAMPING * row.reduce((sum, link, column) => sum + link * (flow[column] ?? 0), 0),
    );
  }
  return scores;
}

function cosine(a: Vector, b: Vector): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [word, weight] of small) sum += weight * (large.get(word) ?? 0);
  return sum;
}
