import { Problem } from '@pegasus/core/problem.ts';
import { LIMITS } from './define.ts';
import { parseTimestamp } from './timestamp.ts';

/** One caption as the file has it, markup and all. */
export interface Cue {
  /** Line of its times, from 1. */
  line: number;
  start: number;
  end: number;
  lines: string[];
}

/** What differs between the formats that are a line of times followed by lines of text. */
export interface LineGrammar {
  /** Whether the line must be a line of times; then one that `times` does not match is an error. */
  readonly attempt: RegExp;
  /** Start and end as its first two groups. */
  readonly times: RegExp;
  /** Whether the line right above a line of times names the cue and is no text of the cue before. */
  isName(line: string, afterBlank: boolean): boolean;
  /** Whether a line after a blank one opens a block that says nothing to a reader, up to the next blank line. */
  opensAside?(line: string): boolean;
}

/**
 * The cues in the order of the file. A blank line does not end a cue, only times do: many files have blank
 * lines inside a caption, and no word may be lost to that. Throws Problem `captions-invalid`.
 */
export function readCues(lines: readonly string[], grammar: LineGrammar, firstLine = 1): Cue[] {
  const cues: Cue[] = [];
  let last: { text: string; line: number; afterBlank: boolean } | undefined;
  let stray: number | undefined;
  let afterBlank = true;
  let aside = false;
  let characters = 0;

  for (const [index, text] of lines.entries()) {
    const line = firstLine + index;
    const cue = cues.at(-1);
    if (text.trim() === '') {
      afterBlank = true;
      aside = false;
      continue;
    }
    if (aside) continue;
    if (afterBlank && grammar.opensAside?.(text)) {
      aside = true;
      continue;
    }
    if (grammar.attempt.test(text)) {
      if (last?.line === line - 1 && grammar.isName(last.text, last.afterBlank)) {
        cue?.lines.pop();
        if (stray === last.line) stray = undefined;
      }
      if (stray !== undefined) break;
      if (cues.length === LIMITS.cues) refuse(line, `there are more than ${LIMITS.cues} captions.`);
      cues.push(readTimes(text, line, grammar));
      last = undefined;
      characters = 0;
    } else {
      last = { text, line, afterBlank };
      if (cue) cue.lines.push(text);
      else stray ??= line;
      characters += text.length;
      if (characters > LIMITS.cueCharacters) {
        refuse(line, `a caption has more than ${LIMITS.cueCharacters} characters.`);
      }
    }
    afterBlank = false;
  }
  if (stray !== undefined) refuse(stray, 'text without a time.');
  return cues;
}

function readTimes(text: string, line: number, grammar: LineGrammar): Cue {
  const [, from, to] = grammar.times.exec(text) ?? [];
  if (from === undefined || to === undefined) refuse(line, 'the times cannot be read.');
  const start = parseTimestamp(from, line);
  const end = parseTimestamp(to, line);
  if (end < start) refuse(line, 'the caption ends before it starts.');
  return { line, start, end, lines: [] };
}

function refuse(line: number, why: string): never {
  throw new Problem('captions-invalid', `Line ${line}: ${why}`);
}

/** `00:01:02.000 --> 00:01:03.000`, with whatever settings follow. */
export const ARROW = {
  attempt: /^\s*-?\d+:[^>]*-->/,
  times: /^\s*([\d:.,]+)\s*-->\s*([\d:.,]+)(?:\s.*)?$/,
} as const;
