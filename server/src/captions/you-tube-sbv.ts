import { Problem } from '@pegasus/core/problem.ts';
import { decodeEntities, tidy } from './cue-text.ts';
import type { CaptionFormat } from './define.ts';
import { unroll } from './rolling.ts';
import { linesOf } from './source-text.ts';
import { type LineGrammar, readCues } from './timed-lines.ts';

const GRAMMAR: LineGrammar = {
  attempt: /^\s*-?\d+:[\d:.]*\s*,\s*-?\d+:\S*\s*$/,
  times: /^\s*(\d+:[\d:.]+),(\d+:[\d:.]+)\s*$/,
  isName: () => false,
};

/** YouTube's SubViewer dialect: `0:00:01.000,0:00:02.000`, then text in which `[br]` breaks a line. */
export const youTubeSbv: CaptionFormat = {
  name: 'sbv',
  title: 'YouTube captions',
  mediaType: 'text/plain',
  problem: 'captions-invalid',
  recognizes: (beginning) => {
    const first = linesOf(beginning.replace(/^[\ufeff\s]+/, ''))[0];
    return first !== undefined && GRAMMAR.times.test(first);
  },
  parse: (text) => {
    const cues = readCues(linesOf(text), GRAMMAR);
    const segments = unroll(cues.map((cue) => ({ ...cue, lines: cue.lines.flatMap(plain).filter(Boolean) })));
    if (segments.length === 0) throw new Problem('captions-invalid', 'Line 1: no captions were found.');
    return { segments };
  },
};

function plain(line: string): string[] {
  return line.split(/\[br\]/i).map((part) => tidy(decodeEntities(part)));
}
