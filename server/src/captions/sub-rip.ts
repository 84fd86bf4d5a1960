import { Problem } from '@pegasus/core/problem.ts';
import { decodeEntities, stripTags, tidy } from './cue-text.ts';
import type { CaptionFormat } from './define.ts';
import { unroll } from './rolling.ts';
import { linesOf } from './source-text.ts';
import { ARROW, type LineGrammar, readCues } from './timed-lines.ts';

const GRAMMAR: LineGrammar = { ...ARROW, isName: (line) => /^\s*\d{1,9}\s*$/.test(line) };

/** Commands to the player that some tools leave in, such as `{\an8}`. */
const COMMANDS = /\{\\[^{}]{0,100}\}/g;

/** SubRip: a number, times, text. There is no standard; this takes what is found in the wild. */
export const subRip: CaptionFormat = {
  name: 'srt',
  title: 'SubRip captions',
  mediaType: 'application/x-subrip',
  problem: 'captions-invalid',
  recognizes: (beginning) => {
    const first = linesOf(tidyStart(beginning)).slice(0, 3);
    return first.some(
      (line, index) => ARROW.times.test(line) && first.slice(0, index).every(isNumberOrBlank),
    );
  },
  parse: (text) => {
    const cues = readCues(linesOf(text), GRAMMAR);
    const segments = unroll(cues.map((cue) => ({ ...cue, lines: cue.lines.map(plain).filter(Boolean) })));
    if (segments.length === 0) throw new Problem('captions-invalid', 'Line 1: no captions were found.');
    return { segments };
  },
};

function plain(line: string): string {
  return tidy(decodeEntities(stripTags(line.replace(COMMANDS, ''))));
}

function isNumberOrBlank(line: string): boolean {
  return /^\s*\d*\s*$/.test(line);
}

function tidyStart(text: string): string {
  return text.replace(/^[\ufeff\s]+/, '');
}
