import type { Preset } from '@pegasus/core/presets/define.ts';
import { Problem, type ProblemCode } from '@pegasus/core/problem.ts';
import { judgeChange } from '@pegasus/core/threads/concept-change.ts';
import type { EarlierConcept } from '@pegasus/core/threads/earlier-concepts.ts';
import type { ConceptChange } from '@pegasus/core/threads/mentions.ts';
import type { Segment, Transcript } from '@pegasus/core/transcript.ts';
import { z } from 'zod';
import { ask, type Question, sizeOf } from './ask.ts';
import type { Line } from './call.ts';
import { lineOf } from './chapters.ts';
import { tidy } from './item-kind.ts';
import { fenced, flat, instructionsOf, type Setting } from './prompt.ts';
import { type Returning, returningConcepts } from './returning-concepts.ts';
import { readSpokenWords } from './spoken-words.ts';

/** Most calls that look for changes in one lecture, without those that mend. */
const MOST_CALLS = 3;
/** Longest note, in characters. */
const MOST_NOTE = 300;

const Reply = z.object({
  changes: z.array(
    z.object({
      concept: z.string(),
      kind: z.enum(['refined', 'contradicted', 'more-complex']),
      note: z.string(),
      quote: z.string(),
      segments: z.array(z.string()),
      earlierQuote: z.string(),
      earlierSegments: z.array(z.string()),
    }),
  ),
});
type Told = z.infer<typeof Reply>['changes'][number];

interface Work {
  line: Line;
  setting: Setting;
  transcript: Transcript;
  preset: Preset;
  earlier: readonly EarlierConcept[];
  /** Ids of segments that the items of this lecture rest on: its important moments. */
  cited: ReadonlySet<string>;
  signal: AbortSignal;
  report(problem: Problem): void;
}

/** What the items are worth without: they are not thrown away because a comparison of lectures failed. */
const DONE_WITHOUT: ReadonlySet<ProblemCode> = new Set(['language-failed', 'language-limit']);

/**
 * Asks what this lecture changes about the concepts that return in it. A change is told with a quote of each
 * lecture, and both must stand there word for word; what does not hold goes back once with the reason and is then
 * left out. `unfounded`: how many were. Where the model gives no readable answer, or the limit is used up, the
 * lecture goes on without, and `report` tells.
 */
export async function findChanges(work: Work): Promise<{ changes: ConceptChange[]; unfounded: number }> {
  const returning = returningConcepts(work.earlier, work.transcript, work.cited);
  const changes: ConceptChange[] = [];
  let unfounded = 0;
  for (const group of fitting(returning, work).slice(0, MOST_CALLS)) {
    const first = await askOnce(group, work, []);
    if (!first) break;
    changes.push(...first.changes);
    if (first.failed.length === 0) continue;
    const second = await askOnce(group, work, first.failed);
    changes.push(...(second?.changes ?? []));
    unfounded += (second ?? first).failed.length;
    if (!second) break;
  }
  return { changes: distinct(changes), unfounded };
}

/** What holds of an answer and what does not; undefined, and reported, where there is no answer to go on with. */
async function askOnce(group: readonly Returning[], work: Work, failed: readonly Failed[]) {
  try {
    const { changes } = await ask(work.line, question(group, work, failed), work.signal);
    return sort(changes, group, work.preset);
  } catch (error) {
    if (!(error instanceof Problem) || !DONE_WITHOUT.has(error.code)) throw error;
    work.report(error);
    return undefined;
  }
}

interface Failed {
  told: Told;
  reason: string;
}

function sort(told: readonly Told[], group: readonly Returning[], preset: Preset) {
  const changes: ConceptChange[] = [];
  const failed: Failed[] = [];
  for (const one of told) {
    const change = build(one, group, preset);
    if (typeof change === 'string') failed.push({ told: one, reason: change });
    else changes.push(change);
  }
  return { changes, failed };
}

/** A change with what it rests on, or why it does not hold. */
function build(told: Told, group: readonly Returning[], preset: Preset): ConceptChange | string {
  const at = group.findIndex((_, place) => nameOf(place) === told.concept.trim());
  const returning = group[at];
  if (!returning) return 'it names a concept that is not listed';
  const { concept, passages, says } = returning;
  const later = cite(told.quote, told.segments, passages, 'this lecture');
  if (typeof later === 'string') return later;
  const shown = concept.segments.map((segment) => ({ ...segment, id: earlierId(at, segment) }));
  const earlier = cite(told.earlierQuote, told.earlierSegments, shown, 'the earlier lecture');
  if (typeof earlier === 'string') return earlier;
  if (!says(later.map(({ id }) => id))) return `its segments of this lecture do not speak of ${concept.name}`;
  const note = tidy(told.note);
  if (note === '' || note.length > MOST_NOTE) return `it needs a note of at most ${MOST_NOTE} characters`;
  const reason = judgeChange(
    {
      kind: told.kind,
      note,
      earlier: { quote: told.earlierQuote, segments: earlier },
      later: { quote: told.quote, segments: later },
    },
    preset,
  );
  if (reason !== undefined) return reason;
  const ids = new Map(concept.segments.map((segment) => [earlierId(at, segment), segment.id]));
  return {
    name: concept.name,
    kind: told.kind,
    sources: later.map(({ id }) => id),
    earlier: {
      lectureId: concept.lectureId,
      sources: earlier.map(({ id }) => ids.get(id) ?? id),
    },
    note,
  };
}

/** The segments in which a quote stands word for word; or why there are none. */
function cite(
  quote: string,
  segments: readonly string[],
  shown: readonly Segment[],
  where: string,
): Segment[] | string {
  const spoken = readSpokenWords(shown);
  if (!segments.some((id) => spoken.has(id)))
    return `its segments of ${where} were not shown for this concept`;
  const found = spoken.find(quote, segments);
  if (!found) return `its quote is not in the words of ${where}`;
  return shown.filter(({ id }) => found.includes(id));
}

const nameOf = (place: number) => `k${place + 1}`;
const earlierId = (place: number, { id }: Segment) => `${nameOf(place)}-${id}`;

const TASK = [
  'Compare this lecture with earlier lectures of the same course. Each concept below returns in this lecture. Reply with:',
  '- `changes`: only where this lecture says something about a concept that the earlier words do not say, each with',
  '  `concept` (such as k1); `kind`: refined where it says more precisely what the earlier lecture said, contradicted',
  '  where it says otherwise, more-complex where it adds a case, a condition or a part; `note`, one sentence in the',
  '  words of both lectures that says what the earlier lecture said and what this one says; `quote` and `segments`',
  '  from this lecture; `earlierQuote` and `earlierSegments` from the earlier one. Each quote is copied word for word',
  '  and has at least four words. A concept that only returns has no change. An empty list is a good answer.',
].join('\n');
const AGAIN =
  'These changes that you told were checked against both lectures and did not hold. Mend each one, or leave it out. ' +
  'Reply with the mended ones only, in the same form. What failed, and why, is listed below as data.';

function question(
  group: readonly Returning[],
  { setting }: Pick<Work, 'setting'>,
  failed: readonly Failed[] = [],
): Question<z.infer<typeof Reply>> {
  const lines = group.flatMap(({ concept, passages }, place) => [
    `Concept ${nameOf(place)}: ${[concept.name, ...concept.otherNames].map(flat).join('; ')}`,
    `Earlier lecture (${flat(concept.lectureTitle)}):`,
    ...concept.segments.map((segment) => lineOf({ ...segment, id: earlierId(place, segment) })),
    'This lecture:',
    ...passages.map(lineOf),
  ]);
  const why = failed.map(({ told, reason }) => `Failed: ${flat(JSON.stringify(told))}: ${reason}`);
  return {
    step: failed.length > 0 ? 'changes-verify' : 'changes',
    instructions: instructionsOf(setting),
    prompt: fenced(setting, failed.length > 0 ? `${TASK}\n${AGAIN}` : TASK, [...lines, ...why]),
    schema: Reply,
  };
}

/** Groups of concepts, each of which one call can take with room for what must be mended. */
function fitting(returning: readonly Returning[], work: Work): Returning[][] {
  const room = work.line.settings.languageInputTokens * 0.8;
  const groups: Returning[][] = [];
  for (const one of returning) {
    const last = groups.at(-1);
    if (last && sizeOf(question([...last, one], work)) <= room) last.push(one);
    else if (sizeOf(question([one], work)) <= room) groups.push([one]);
  }
  return groups;
}

/** A concept changes in one way once. */
function distinct(changes: readonly ConceptChange[]): ConceptChange[] {
  const kept = new Map<string, ConceptChange>();
  for (const change of changes) {
    const key = `${change.kind} ${change.name} ${change.earlier.lectureId}`;
    if (!kept.has(key)) kept.set(key, change);
  }
  return [...kept.values()];
}
