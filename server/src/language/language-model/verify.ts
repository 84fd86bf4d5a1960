import { setImmediate as pause } from 'node:timers/promises';
import type { LectureReading } from '@pegasus/core/grounding/lecture-reading.ts';
import { reviewItem } from '@pegasus/core/grounding/review.ts';
import type { Preset } from '@pegasus/core/presets/define.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { ask, type Question, sizeOf } from './ask.ts';
import type { Line } from './call.ts';
import type { ItemContext } from './item-kind.ts';
import { type ItemKindName, itemKind, noPieces, type Pieces } from './item-kinds.ts';
import type { Offered } from './steps.ts';

/** An item that did not hold, and what could be built of it. */
export interface FailedItem {
  kind: ItemKindName;
  reply: unknown;
  reason: string;
  piece?: object;
}

export interface Verified {
  pieces: Pieces;
  /** Items whose citation was not said at all. */
  unfounded: number;
}

interface Ground {
  context: ItemContext;
  lecture: LectureReading;
  preset: Preset;
}

/**
 * Checks each item against the words that it cites. What fails is handed back to the model once, with the
 * reason. What still fails and cites something that was said is offered all the same, last, so that the
 * quality rules drop and count it; what cites nothing that was said is left out.
 */
export async function verify(
  line: Line,
  offered: Offered,
  ground: Ground,
  askMend: (failed: readonly FailedItem[]) => Question<Offered>,
  signal: AbortSignal,
): Promise<Verified> {
  const first = await build(offered, ground, signal);
  const asked = fittingMend(first.failed, askMend, line.settings.languageInputTokens);
  const second = asked ? await build(await mend(line, asked.question, signal), ground, signal) : NOTHING;
  const unasked = first.failed.slice(asked?.count ?? 0);
  const doubtful = [...first.failed, ...second.failed];
  const pieces = noPieces();
  for (const name of Object.keys(pieces) as ItemKindName[]) {
    const built = doubtful.flatMap(({ kind, piece }) => (kind === name && piece ? [piece] : []));
    // Each came out of the kind of its own name.
    pieces[name] = [...first.pieces[name], ...second.pieces[name], ...built] as never[];
  }
  return { pieces, unfounded: [...unasked, ...second.failed].filter(({ piece }) => !piece).length };
}
const NOTHING = { pieces: noPieces(), failed: [] as FailedItem[] };

/** A mending that cannot be read mends nothing: what held before it still holds. */
async function mend(line: Line, question: Question<Offered>, signal: AbortSignal): Promise<Offered> {
  try {
    return await ask(line, question, signal);
  } catch (error) {
    if (error instanceof Problem && error.code === 'language-failed') return {};
    throw error;
  }
}

/** As many of the failed items as one call can take; undefined where there is none to mend. */
function fittingMend(
  failed: readonly FailedItem[],
  askMend: (failed: readonly FailedItem[]) => Question<Offered>,
  most: number,
): { question: Question<Offered>; count: number } | undefined {
  for (let count = failed.length; count > 0; count = Math.floor(count / 2)) {
    const question = askMend(failed.slice(0, count));
    if (sizeOf(question) <= most) return { question, count };
  }
  return undefined;
}

async function build(
  offered: Offered,
  { context, lecture, preset }: Ground,
  signal: AbortSignal,
): Promise<{ pieces: Pieces; failed: FailedItem[] }> {
  const pieces = noPieces();
  const failed: FailedItem[] = [];
  for (const [name, replies] of Object.entries(offered) as [ItemKindName, unknown[]][]) {
    const kind = itemKind(name);
    for (const reply of replies) {
      // Judging takes a while in a long lecture; the heartbeat of the stage gets its turn between items.
      await pause(undefined, { signal });
      const piece = kind.build(reply, context);
      if (typeof piece === 'string') {
        failed.push({ kind: name, reply, reason: piece });
        continue;
      }
      const reason = kind
        .items(piece)
        .map((item) => reviewItem(item, lecture, preset))
        .find((review) => review.verdict === 'dropped')?.reason;
      if (reason !== undefined) failed.push({ kind: name, reply, reason, piece });
      else (pieces[name] as object[]).push(piece);
    }
  }
  return { pieces, failed };
}
