import { type Formula, findFormulas } from '../formula.ts';
import { oneLine, plainText } from '../plain-text.ts';

/** Words as the template sets them: plain, or in runs where they hold formulas or begin right-to-left. */
export type Words =
  | string
  | {
      rtl: boolean;
      /** Whether they are the student's own. */
      own?: true;
      runs: (string | { spoken: string; tree: Formula['tree'] })[];
    };

const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
/** The first letter that has a direction gives it to the whole (Unicode Annex 9, rules P2 and P3). */
const FIRST_LETTER = /\p{L}/u;

export function wordsOf(text: string): Words {
  const line = oneLine(text);
  const rtl = isRightToLeft(line);
  // A formula is found before words are broken: it may be longer than any word and is no word.
  const runs = findFormulas(line).map((run) =>
    typeof run === 'string' ? breakable(run) : { spoken: run.source, tree: run.tree },
  );
  if (!rtl && runs.every((run) => typeof run === 'string')) return runs.join('');
  return { rtl, runs };
}

/** The same, marked as the student's own. */
export function ownWords(text: string): Words {
  const words = wordsOf(text);
  return typeof words === 'string' ? { rtl: false, own: true, runs: [words] } : { ...words, own: true };
}

/** A word too long for any line may break where a blank of no width stands; without, it would leave the page. */
function breakable(line: string): string {
  return line.replace(/[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{29,}/gu, (word) =>
    word.replace(/(?:\P{M}\p{M}*){12}/gu, '$&\u200b'),
  );
}

export function isRightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(FIRST_LETTER.exec(plainText(text))?.[0] ?? '');
}
