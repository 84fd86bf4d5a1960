import { type Figure, faultFigure, type LectureScorer } from './define.ts';
import { summaryTexts } from './summary-texts.ts';

/** Whether sentences and chunks of the summary are as short as the preset promises. */
export const lengths: LectureScorer = {
  name: 'lengths',
  title: 'Lengths of the summary',
  scope: 'lecture',
  score(production) {
    const { preset, shown } = production;
    const sentences = summaryTexts(production).flatMap(sentencesOf);
    const counts = sentences.map(wordsIn);
    const long = sentences.filter((sentence) => wordsIn(sentence) > preset.sentences.maxWords);
    const lists = shown
      .filter(({ artifact }) => artifact.type === 'summary')
      .flatMap(({ blocks }) =>
        blocks.flatMap((block) => (block.kind === 'list' ? [block.items.length] : [])),
      );
    const large = lists.filter((points) => points > preset.chunking.points);
    const most = (name: string, value: number, limit: number): Figure => ({
      name,
      value,
      as: 'count',
      most: limit,
    });
    if (counts.length === 0) return [];
    return [
      most('longest sentence, words', Math.max(...counts), preset.sentences.maxWords),
      faultFigure('sentences above the preset’s limit', long),
      most('most points in a chunk', Math.max(0, ...lists), preset.chunking.points),
      faultFigure('chunks above the preset’s limit', large.map(String)),
    ];
  },
};

/** Told apart by their end marks alone, as a reader does, and not by the generator's own splitter. */
function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.?!…]["'”’)]*)\s+(?=["'“‘(]*[\p{Lu}\p{N}])/u);
}

function wordsIn(sentence: string): number {
  return sentence.split(/\s+/).filter(Boolean).length;
}
