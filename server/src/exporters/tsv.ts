import { shortTime } from '@pegasus/core/clock.ts';
import { encodeTexts } from './bytes.ts';
import type { Exporter, ExportMaterial } from './define.ts';
import { exportFileName } from './file-name.ts';
import { oneLine, textLines } from './plain-text.ts';

/** Front, tab, back: what Quizlet and most other card programs take, and a spreadsheet shows without harm. */
export const tsv: Exporter = {
  name: 'tsv',
  title: 'Flashcards (tab-separated)',
  mediaType: 'text/tab-separated-values',
  extension: 'tsv',
  applies: (material) => !rows(material).next().done,
  write: (material) => ({
    fileName: exportFileName(material.lectureTitle, 'tsv'),
    mediaType: 'text/tab-separated-values',
    content: encodeTexts(lines(material)),
  }),
};

function* lines(material: ExportMaterial): Generator<string> {
  for (const row of rows(material)) yield `${row.map(cell).join('\t')}\r\n`;
}

function* rows({ artifacts }: ExportMaterial): Generator<[front: string, back: string, moment: string]> {
  for (const block of artifacts.flatMap(({ blocks }) => blocks)) {
    if (block.kind === 'card') {
      const back = oneLine(block.back) ? block.back : (block.cloze?.text ?? block.back);
      yield [block.front, back, timeOf(block.moment)];
    } else if (block.kind === 'question') {
      const { form, prompt, options = [], answer, explanation, markScheme = [] } = block;
      const lead = form === 'true-false' ? 'True or false? ' : '';
      const choices = options.map((option, index) => `${letter(index)}. ${oneLine(option)}`);
      const right = options.indexOf(answer);
      const told = `${right < 0 ? '' : `${letter(right)}. `}${textLines(answer).join('; ')}`;
      const scheme = markScheme.map(({ point, marks }) => `${oneLine(point)} (${marks})`);
      yield [
        [`${lead}${oneLine(prompt)}`, ...choices].join(' / '),
        [told, oneLine(explanation), ...scheme].filter(Boolean).join(' / '),
        timeOf(block.moment),
      ];
    }
  }
}

/**
 * The format has no escapes, so no cell holds a tab, a line break or a quotation mark that begins it; and what a
 * spreadsheet would run as a formula is text, by an apostrophe before it, as spreadsheets themselves write that.
 */
function cell(text: string): string {
  const line = oneLine(text).replaceAll('"', '”');
  return /^[=+\-@＝＋－＠]/.test(line) ? `'${line}` : line;
}

function timeOf(moment: number | undefined): string {
  return moment === undefined ? '' : shortTime(moment);
}

function letter(index: number): string {
  return String.fromCodePoint(65 + index);
}
