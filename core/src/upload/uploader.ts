import type { Client } from '../client.ts';
import type { Lecture } from '../lecture.ts';
import type { Problem } from '../problem.ts';
import {
  isTooMuchAtOnce,
  mayPass,
  type PatienceTools,
  pause,
  pauseAfter,
  toProblemOfSending,
} from './patience.ts';
import { digest } from './sha256.ts';
import { LARGEST_PIECE, type Moment, type NewUpload, type UploadPiece } from './upload.ts';

/** Bytes that lie safe on the device, and may still be growing. */
export interface UploadSource {
  /** How many there are, and whether that is all. */
  size(): Promise<{ bytes: number; ended: boolean }>;
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Marks and gaps; asked for when the source has ended. */
  moments?(): Promise<Moment[]>;
}

/** - `sending`: bytes go or wait for more; `waiting`: a failure passes; `finishing`: all is there; `safe`: a lecture */
export interface UploadState {
  phase: 'sending' | 'waiting' | 'finishing' | 'safe';
  /** Bytes that the server keeps, counted from the beginning without a hole. */
  kept: number;
  /** Bytes that the device has. */
  ready: number;
  ended: boolean;
  /** Bytes a second of the last pieces; 0 before the first. */
  speed: number;
  /** Bytes that were sent again because their piece was cut off. */
  sentAgain: number;
  /** Why it waits. */
  problem?: Problem;
}

export interface UploaderTools extends Partial<PatienceTools> {
  client: Pick<Client, 'createUpload' | 'getUpload' | 'putPiece' | 'finaliseUpload'>;
  now?(): number;
  digest?(bytes: Uint8Array<ArrayBuffer>): Promise<string>;
  onState?(state: UploadState): void;
}

/** While the source grows, so long passes between two pieces, in milliseconds. */
const LIVE_PAUSE = 3_000;
const FIRST_PIECE = 256 * 1024;
const SMALLEST_PIECE = 16 * 1024;
/** A piece that took less than this may be larger next time, in milliseconds. */
const QUICK = 800;
/** A connection that carries less than this is taken for dead, in bytes a millisecond. */
const SLOWEST = 1;
const LONGEST_SILENCE = 20_000;
/** The server forgot the upload so often: something is wrong that sending again does not mend. */
const MOST_BEGINNINGS = 5;

/**
 * Sends a source until the server has made a lecture of it, whatever happens on the way: a failure that can
 * pass is waited for without end, in bounded pauses. What the server has is asked for and not sent again.
 * Throws a Problem that cannot pass, or the reason of the signal; the source stays as it is then.
 */
export async function sendUpload(
  upload: NewUpload,
  source: UploadSource,
  tools: UploaderTools,
  signal: AbortSignal,
): Promise<Lecture> {
  return new Uploader(upload, source, tools, signal).run();
}

class Uploader {
  readonly #upload: NewUpload;
  readonly #source: UploadSource;
  readonly #tools: UploaderTools & PatienceTools;
  readonly #signal: AbortSignal;
  /** What the server keeps and this device has the same, by place. */
  #kept = new Map<number, UploadPiece>();
  /** Hashes of what was read from the source, which never changes where it is written. */
  readonly #hashes = new Map<string, string>();
  #pieceBytes = FIRST_PIECE;
  #beginnings = 0;
  #failures = 0;
  #state: UploadState = { phase: 'sending', kept: 0, ready: 0, ended: false, speed: 0, sentAgain: 0 };

  constructor(upload: NewUpload, source: UploadSource, tools: UploaderTools, signal: AbortSignal) {
    this.#upload = upload;
    this.#source = source;
    this.#tools = { random: Math.random, pause, ...tools };
    this.#signal = signal;
  }

  async run(): Promise<Lecture> {
    for (;;) {
      try {
        const lecture = (await this.#begin()) ?? (await this.#sendAll());
        this.#tell({ phase: 'safe' });
        return lecture;
      } catch (error) {
        this.#signal.throwIfAborted();
        await this.#wait(toProblemOfSending(error));
      }
    }
  }

  /** Makes the upload known or finds how far it is; gives the lecture when it is one already. */
  async #begin(): Promise<Lecture | undefined> {
    const { client } = this.#tools;
    const found = await this.#call((signal) => client.createUpload({ body: this.#upload, signal }), 0);
    this.#kept = new Map();
    if (found.state === 'complete') {
      const pieces = { body: { pieces: [] }, params: { uploadId: found.id } };
      const { lecture } = await this.#call((signal) => client.finaliseUpload({ ...pieces, signal }), 0);
      return lecture;
    }
    // Only what this device has the same counts: another tab or a damaged disk may have sent something else.
    const { bytes } = await this.#source.size();
    for (const piece of found.pieces) {
      if (piece.start + piece.bytes > bytes) continue;
      if ((await this.#hash(piece.start, piece.start + piece.bytes)) === piece.sha256) this.#keep(piece);
    }
    return undefined;
  }

  async #sendAll(): Promise<Lecture> {
    let sentAt = Number.NEGATIVE_INFINITY;
    for (;;) {
      this.#signal.throwIfAborted();
      const { bytes, ended } = await this.#source.size();
      this.#tell({ phase: 'sending', ready: bytes, ended });
      const gap = this.#firstGap(bytes);
      const young = this.#now() - sentAt < LIVE_PAUSE && gap.end - gap.start < this.#pieceBytes;
      if (gap.end > gap.start && (ended || !young)) {
        await this.#send(gap.start, Math.min(gap.end, gap.start + this.#pieceBytes));
        sentAt = this.#now();
      } else if (ended) {
        const lecture = await this.#finalise();
        if (lecture) return lecture;
      } else {
        await this.#tools.pause(LIVE_PAUSE / 6, this.#signal);
      }
    }
  }

  async #send(start: number, end: number): Promise<void> {
    const content = await this.#source.read(start, end);
    const sha256 = await this.#hash(start, end, content);
    const began = this.#now();
    try {
      const params = { uploadId: this.#upload.id, start };
      const piece = await this.#call(
        (signal) => this.#tools.client.putPiece({ params, query: { sha256 }, content, signal }),
        content.length,
      );
      this.#keep(piece);
    } catch (error) {
      const problem = toProblemOfSending(error);
      this.#state.sentAgain += content.length;
      this.#pieceBytes = Math.max(SMALLEST_PIECE, Math.floor(Math.min(this.#pieceBytes, content.length) / 2));
      if (isTooMuchAtOnce(problem.code) && content.length > SMALLEST_PIECE) return;
      throw problem;
    }
    const took = Math.max(1, this.#now() - began);
    const speed = (content.length / took) * 1000;
    if (took < QUICK && content.length === this.#pieceBytes) {
      this.#pieceBytes = Math.min(LARGEST_PIECE / 2, this.#pieceBytes * 2);
    }
    this.#failures = 0;
    this.#tell({ speed: this.#state.speed === 0 ? speed : 0.7 * this.#state.speed + 0.3 * speed });
  }

  /** Undefined when the server lacks something after all: that is sent again. */
  async #finalise(): Promise<Lecture | undefined> {
    this.#tell({ phase: 'finishing' });
    const pieces = this.#inOrder().map(({ bytes, sha256 }) => ({ bytes, sha256 }));
    const moments = (await this.#source.moments?.()) ?? [];
    const { missing, lecture } = await this.#call(
      (signal) =>
        this.#tools.client.finaliseUpload({
          params: { uploadId: this.#upload.id },
          body: { pieces, moments },
          signal,
        }),
      // The server puts the pieces together before it answers.
      this.#state.ready / 1000,
    );
    for (const { start } of missing) this.#kept.delete(start);
    return lecture;
  }

  /** A request that hears nothing for too long is given up; whether it arrived, the next one finds out. */
  async #call<T>(request: (signal: AbortSignal) => Promise<T>, bytes: number): Promise<T> {
    // By hand, because not every platform has `AbortSignal.any` and `AbortSignal.timeout`.
    const one = new AbortController();
    const stop = () => one.abort(this.#signal.reason);
    this.#signal.addEventListener('abort', stop, { once: true });
    const patience = setTimeout(() => one.abort(), LONGEST_SILENCE + bytes / SLOWEST);
    try {
      return await request(one.signal);
    } catch (error) {
      this.#signal.throwIfAborted();
      throw toProblemOfSending(error);
    } finally {
      clearTimeout(patience);
      this.#signal.removeEventListener('abort', stop);
    }
  }

  async #wait(problem: Problem): Promise<void> {
    const forgotten = problem.code === 'not-found' && this.#kept.size > 0;
    const closed = problem.code === 'upload-closed';
    if (forgotten || closed) this.#beginnings += 1;
    if (this.#beginnings > MOST_BEGINNINGS || !(forgotten || closed || mayPass(problem))) throw problem;
    this.#failures += 1;
    this.#tell({ phase: 'waiting', problem });
    await this.#tools.pause(pauseAfter(this.#failures, this.#tools.random), this.#signal);
  }

  /** The first bytes that the server lacks. */
  #firstGap(ready: number): { start: number; end: number } {
    const pieces = this.#inOrder();
    const last = pieces.at(-1);
    const start = last ? last.start + last.bytes : 0;
    let end = ready;
    for (const place of this.#kept.keys()) if (place > start && place < end) end = place;
    return { start, end };
  }

  /** The pieces from the beginning to the first hole, each beginning where the one before ends. */
  #inOrder(): UploadPiece[] {
    const pieces: UploadPiece[] = [];
    let piece = this.#kept.get(0);
    while (piece) {
      pieces.push(piece);
      piece = this.#kept.get(piece.start + piece.bytes);
    }
    return pieces;
  }

  #keep(piece: UploadPiece): void {
    this.#kept.set(piece.start, piece);
    this.#tell({ kept: this.#firstGap(Number.MAX_SAFE_INTEGER).start });
  }

  async #hash(start: number, end: number, content?: Uint8Array<ArrayBuffer>): Promise<string> {
    const range = `${start}-${end}`;
    const known = this.#hashes.get(range);
    if (known) return known;
    const hash = await (this.#tools.digest ?? digest)(content ?? (await this.#source.read(start, end)));
    this.#hashes.set(range, hash);
    return hash;
  }

  #now(): number {
    return this.#tools.now?.() ?? Date.now();
  }

  #tell(change: Partial<UploadState>): void {
    const { problem: _, ...before } = this.#state;
    this.#state = { ...before, ...change };
    this.#tools.onState?.(this.#state);
  }
}

/** A file as a source. */
export function sourceOfBlob(file: Blob): UploadSource {
  return {
    size: async () => ({ bytes: file.size, ended: true }),
    read: async (start, end) => new Uint8Array(await file.slice(start, end).arrayBuffer()),
  };
}
