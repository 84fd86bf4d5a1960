import { contentStems } from '@pegasus/core/text/words.ts';
import type { MadeItem } from '../produce.ts';
import { faultFigure, type LectureScorer } from './define.ts';

/** Jaccard similarity (1901) of content stems from which two items are one thing said twice. */
const SAME = 0.9;

/** Items of one artifact that say the same, in whatever section they stand. Index entries are no sayings. */
export const duplicates: LectureScorer = {
  name: 'duplicates',
  title: 'Duplicates',
  scope: 'lecture',
  score({ items }) {
    const said = items
      .filter(({ kind }) => kind !== 'heading' && kind !== 'term' && kind !== 'concept')
      .map((item) => ({ item, stems: new Set(contentStems(textOf(item))) }))
      .filter(({ stems }) => stems.size > 0);
    const cases: string[] = [];
    for (const [at, one] of said.entries()) {
      for (const other of said.slice(at + 1)) {
        if (one.item.artifact !== other.item.artifact || one.item.kind !== other.item.kind) continue;
        if (similarity(one.stems, other.stems) < SAME) continue;
        cases.push(`${one.item.artifact}: «${textOf(one.item)}» and «${textOf(other.item)}»`);
      }
    }
    return [faultFigure('pairs in one artifact', cases)];
  },
};

/** A cloze is its gap: two gaps in one sentence ask for two things. */
function textOf({ kind, question, claim, answer, relation }: MadeItem): string {
  if (relation) return `${relation.from} ${relation.label} ${relation.to}`;
  return kind === 'cloze' ? `${question} ${answer}` : `${question ?? ''} ${claim}`.trim();
}

function similarity(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = one.intersection(other).size;
  return shared / (one.size + other.size - shared);
}
