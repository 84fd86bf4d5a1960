import { Problem } from '@pegasus/core/problem.ts';
import { Segment, Transcript } from '@pegasus/core/transcript.ts';
import { z } from 'zod';
import { tidy } from './cue-text.ts';
import { type CaptionFormat, type Captions, LIMITS } from './define.ts';

const seconds = z.number().nonnegative().max(LIMITS.seconds);
const Words = z
  .object({ ...Segment.shape, id: Segment.shape.id.optional(), start: seconds, end: seconds })
  .refine(({ start, end }) => end >= start, { error: 'ends before it starts', path: ['end'] });

/** A transcript as Pegasus writes it, or as little of one as can be used. */
const Spoken = z.object({
  language: Transcript.shape.language.optional(),
  segments: z.array(Words).max(LIMITS.cues),
});

/** A transcript by itself, or inside the export of everything. */
export const pegasusJson: CaptionFormat = {
  name: 'json',
  title: 'Pegasus transcript',
  mediaType: 'application/json',
  problem: 'transcript-invalid',
  recognizes: (beginning) => /^[\ufeff\s]*\{\s*"/.test(beginning),
  parse,
};

function parse(text: string): Captions {
  const document = parseJson(text.replace(/^\ufeff/, ''));
  const nested = z.object({ transcript: z.unknown() }).safeParse(document);
  const parsed = Spoken.safeParse(
    nested.success && nested.data.transcript !== undefined ? nested.data.transcript : document,
  );
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.length ? issue.path.join('.') : 'the whole file';
    throw new Problem('transcript-invalid', `At ${where}: ${issue?.message ?? 'not in the expected form'}.`);
  }
  const { language, segments: given } = parsed.data;
  const segments = given
    .map(({ start, end, text }) => ({ start, end, text: tidy(text) }))
    .filter(({ text }) => text !== '')
    .toSorted((one, other) => one.start - other.start);
  if (segments.length === 0) throw new Problem('transcript-invalid', 'At segments: none has any words.');
  return { segments, ...(language ? { language } : {}) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The engine's own message quotes the text, so only the place is taken from it, and it is no cause.
    const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    const line = position === undefined ? undefined : text.slice(0, Number(position)).split('\n').length;
    throw new Problem('transcript-invalid', `${line ? `Line ${line}` : 'The file'}: not JSON.`);
  }
}
