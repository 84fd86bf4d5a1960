import { createHash } from 'node:crypto';
import { Problem, toProblem } from '@pegasus/core/problem.ts';
import { addLiveSegment, endLease, type Heard, type LiveLease, noteHeard } from '../db/live-transcripts.ts';
import { sniffStream } from '../media/sniff-stream.ts';
import type { Services } from '../services.ts';
import type { Tools } from '../stages/define.ts';
import { arrivingBytes } from './arriving-bytes.ts';

/** Without a sign of life for so long, another worker may go on. */
export const LEASE_MS = 15_000;
const SIGN_MS = 3_000;

/**
 * Hears one recording while it is being made: the bytes in order through one decoder and one recogniser, so
 * that the words are those of one pass over the finished file. Each final segment is stored at once. Whoever
 * goes on after a crash runs through the sound again, which is cheap, and recognises only what is not stored.
 */
export async function runLiveSession(
  services: Services,
  tools: Tools,
  lease: LiveLease,
  signal: AbortSignal,
): Promise<void> {
  const { kysely } = services.database;
  const log = services.log.child({ uploadId: lease.uploadId });
  const stop = new AbortController();
  const forward = () => stop.abort(signal.reason);
  signal.addEventListener('abort', forward, { once: true });
  if (signal.aborted) forward();
  const ear = createEar(services, tools, lease, stop);
  const timer = setInterval(() => void ear.sign(), SIGN_MS);
  try {
    await ear.listen();
    await endLease(kysely, lease, { state: 'complete' });
    log.info({ segments: ear.segments() }, 'live transcript complete');
    services.changes.announce(lease.uploadId);
  } catch (error) {
    const problem = toProblem(stop.signal.aborted ? stop.signal.reason : error);
    // Handed on, given up by its owner, or not for this run: the stages after its end have the last word.
    const passing = stop.signal.aborted || problem.entry.retry;
    if (problem.code !== 'not-found') log.info({ code: problem.code }, 'live session ended before its end');
    const end = { state: passing ? ('open' as const) : ('failed' as const) };
    await endLease(kysely, lease, passing ? end : { ...end, problem: problem.toDocument() });
  } finally {
    clearInterval(timer);
    signal.removeEventListener('abort', forward);
  }
}

function createEar(services: Services, tools: Tools, lease: LiveLease, stop: AbortController) {
  const { kysely } = services.database;
  const { signal } = stop;
  const hash = createHash('sha256');
  const notes = new Set(lease.notes);
  const resumeFrom = lease.known;
  const provenance = tools.speech.provenance();
  let { segments } = lease;
  let soundBytes = 0;
  let settled = lease.known;
  let signing = Promise.resolve();

  /** What was heard and is certain to be the beginning of the sound. */
  const heard = (): Heard => ({
    soundBytes,
    soundSha256: hash.copy().digest('hex'),
    settled,
    notes: [...notes],
    provenance,
  });

  async function* hashed(sound: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of sound) {
      hash.update(piece);
      soundBytes += piece.byteLength;
      yield piece;
    }
  }

  /** Behind one another, because the embedded database has one session and segments keep their order. */
  const write = (work: () => Promise<boolean>): Promise<void> => {
    signing = signing.then(async () => {
      if (!signal.aborted && !(await work())) stop.abort(new Problem('cancelled', 'Another one hears it.'));
    });
    return signing;
  };

  return {
    segments: () => segments,
    sign: () =>
      write(() => noteHeard(kysely, lease, heard(), LEASE_MS)).catch((error: unknown) => stop.abort(error)),
    listen: async () => {
      const bytes = arrivingBytes(services, lease.ownerId, lease.uploadId, signal);
      const { kind, format, content } = await sniffStream(bytes);
      if (kind === 'captions') throw new Problem('recording-type-unsupported');
      const { maxSeconds } = tools.limits;
      // Waiting for the lecture to be given counts as waiting for the decoder.
      const limits = { maxSeconds, maxWallSeconds: 4 * maxSeconds, maxMemoryMegabytes: 1024 };
      const sound = tools.decoder.decodeStream(format, content, { signal, limits });
      const recognized = tools.speech.transcribe(hashed(sound), {
        signal,
        resumeFrom,
        onProgress: (seconds) => {
          settled = Math.max(settled, seconds);
        },
        onNote: (note) => notes.add(note),
      });
      for await (const segment of recognized) {
        if (segment.end <= resumeFrom) continue;
        await write(() =>
          kysely.transaction().execute(async (transaction) => {
            settled = Math.max(settled, segment.end);
            if (!(await noteHeard(transaction, lease, heard(), LEASE_MS))) return false;
            await addLiveSegment(transaction, lease, segments++, segment);
            return true;
          }),
        );
        services.changes.announce(lease.uploadId);
      }
      signal.throwIfAborted();
      await write(() => noteHeard(kysely, lease, heard(), LEASE_MS));
      signal.throwIfAborted();
    },
  };
}
