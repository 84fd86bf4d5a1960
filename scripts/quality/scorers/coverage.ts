import { wordsOf } from '@pegasus/core/text/words.ts';
import { type LectureScorer, shareFigure } from './define.ts';

/** How much of a given list of terms the material speaks of, of those that the lecture says at all. */
export const coverage: LectureScorer = {
  name: 'coverage',
  title: 'Coverage of the given terms',
  scope: 'lecture',
  score({ items, transcript }, { terms }) {
    if (!terms) return [];
    const lecture = stemsIn(transcript.segments.map(({ text }) => text));
    const said = terms.filter((term) => holds(lecture, term));
    const material = stemsIn(
      items.flatMap(({ claim, subject = '', question = '' }) => [claim, subject, question]),
    );
    const index = stemsIn(
      items.flatMap(({ artifact, subject = '' }) => (artifact === 'key-terms' ? [subject] : [])),
    );
    const missing = said.filter((term) => !holds(material, term));
    return [
      ...shareFigure('said in the lecture', said.length, terms.length),
      ...shareFigure('of these, in the material', said.length - missing.length, said.length, {
        cases: missing,
      }),
      ...shareFigure(
        'of these, in the key terms',
        said.filter((term) => holds(index, term)).length,
        said.length,
      ),
    ];
  },
};

/** Texts as lines of stems, so that a term in the plural is found and one across two texts is not. */
function stemsIn(texts: readonly string[]): string {
  return texts.map((text) => ` ${stemsOf(text)} `).join('\n');
}

function stemsOf(text: string): string {
  return wordsOf(text)
    .map(({ stem }) => stem)
    .join(' ');
}

function holds(lines: string, term: string): boolean {
  return lines.includes(` ${stemsOf(term)} `);
}
