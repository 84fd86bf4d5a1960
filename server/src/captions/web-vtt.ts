import { Problem } from '@pegasus/core/problem.ts';
import { decodeEntities, stripTags, tidy } from './cue-text.ts';
import type { CaptionFormat, Captions } from './define.ts';
import { unroll } from './rolling.ts';
import { linesOf } from './source-text.ts';
import { ARROW, type Cue, type LineGrammar, readCues } from './timed-lines.ts';

const GRAMMAR: LineGrammar = {
  ...ARROW,
  isName: (_line, afterBlank) => afterBlank,
  opensAside: (line) => /^(?:NOTE(?:\s|$)|STYLE\s*$|REGION\s*$)/.test(line),
};

const SIGNATURE = /^\ufeff?WEBVTT(?:\s|$)/;
const LANGUAGE = /^Language:\s*([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4})\s*$/i;
const VOICE = /<v(?:\.[^<>\s]{0,100})?\s+([^<>]{1,200})>|<\/?v>/gi;

/** WebVTT, W3C Candidate Recommendation of 4 April 2019, and what video sites write under its name. */
export const webVtt: CaptionFormat = {
  name: 'vtt',
  title: 'WebVTT captions',
  mediaType: 'text/vtt',
  problem: 'captions-invalid',
  recognizes: (beginning) => SIGNATURE.test(beginning),
  parse,
};

function parse(text: string): Captions {
  if (!SIGNATURE.test(text)) throw new Problem('captions-invalid', 'Line 1: WEBVTT is missing.');
  const lines = linesOf(text);
  // Some writers put the first times right under the signature.
  const headed = lines.findIndex(
    (line, index) => index > 0 && (line.trim() === '' || ARROW.attempt.test(line)),
  );
  const body = headed === -1 ? lines.length : headed;
  const language = lines
    .slice(0, body)
    .map((line) => LANGUAGE.exec(line)?.[1])
    .find(Boolean);
  const cues = readCues(lines.slice(body), GRAMMAR, body + 1);
  const segments = unroll(nameVoices(cues));
  if (segments.length === 0)
    throw new Problem('captions-invalid', `Line ${lines.length}: no captions were found.`);
  return { segments, ...(language ? { language } : {}) };
}

/** A voice becomes a label in the words, where it changes, as transcripts write it: `Mary: Hello.` */
function nameVoices(cues: readonly Cue[]): Cue[] {
  let speaking: string | undefined;
  return cues.map((cue) => {
    let voice: string | undefined;
    const lines = cue.lines.map((line) => {
      const labelled = line.replace(VOICE, (_tag, name: string | undefined) => {
        if (name === undefined) return '';
        voice = tidy(name);
        if (voice === speaking) return '';
        speaking = voice;
        return ` ${voice}: `;
      });
      return tidy(decodeEntities(stripTags(labelled)));
    });
    if (voice === undefined) speaking = undefined;
    return { ...cue, lines: lines.filter(Boolean) };
  });
}
