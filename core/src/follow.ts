import { LectureEvent } from './answers.ts';
import { readEventStream } from './event-stream.ts';
import { canCancel } from './lecture.ts';
import { Problem } from './problem.ts';
import { pause } from './upload/patience.ts';

/** How a dropped stream is taken up again. */
export interface FollowPace {
  /** Pause before the first new try, in milliseconds; it doubles with each, up to `longestPause`. */
  firstPause: number;
  longestPause: number;
  /** Tries without a single event before the last problem is thrown. */
  tries: number;
}

const PACE: FollowPace = { firstPause: 1000, longestPause: 15_000, tries: 8 };

/**
 * Yields what a lecture becomes until nothing more will change. A stream that drops before that is opened
 * again; nothing is lost by it, because every event tells the whole. Throws what `open` throws when a new
 * try cannot help, or when the tries are used up. Aborting ends it with the reason of the signal.
 */
export async function* followEvents(
  open: (signal: AbortSignal) => Promise<Response>,
  signal: AbortSignal | undefined,
  pace: Partial<FollowPace> = {},
): AsyncGenerator<LectureEvent> {
  const { firstPause, longestPause, tries } = { ...PACE, ...pace };
  // The connection must end when the caller aborts, and also when the caller just stops looping.
  const connection = new AbortController();
  const abort = () => connection.abort(signal?.reason);
  signal?.addEventListener('abort', abort);
  let failures = 0;
  try {
    for (;;) {
      signal?.throwIfAborted();
      let dropped = new Problem('server-unreachable', 'The live events ended early.');
      try {
        for await (const { name, data } of readEventStream(bodyOf(await open(connection.signal)))) {
          if (name !== 'lecture') continue;
          const event = parse(data);
          failures = 0;
          yield event;
          if (!canCancel(event.lecture.state)) return;
        }
      } catch (error) {
        signal?.throwIfAborted();
        dropped = toDropped(error);
      }
      failures += 1;
      if (failures >= tries) throw dropped;
      await pause(Math.min(firstPause * 2 ** (failures - 1), longestPause), connection.signal);
    }
  } finally {
    signal?.removeEventListener('abort', abort);
    connection.abort();
  }
}

/** What is worth another try, as a Problem; anything else is thrown on. */
function toDropped(error: unknown): Problem {
  // A connection that breaks in the middle rejects the read with an error of the platform.
  const problem =
    error instanceof Problem ? error : new Problem('server-unreachable', undefined, { cause: error });
  if (problem.entry.retry) return problem;
  throw problem;
}

function bodyOf(response: Response): ReadableStream<Uint8Array> {
  if (response.body) return response.body;
  throw new Problem('server-unreachable', 'The live events have no body.');
}

function parse(data: string): LectureEvent {
  try {
    return LectureEvent.parse(JSON.parse(data));
  } catch (error) {
    throw new Problem('internal', 'A live event is not in the expected form.', { cause: error });
  }
}
