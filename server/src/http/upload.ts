import { finished, type Readable } from 'node:stream';
import type { Multipart } from '@fastify/multipart';
import { Problem } from '@pegasus/core/problem.ts';
import type { FastifyRequest } from 'fastify';
import type { ArrivingFile } from './handler.ts';
import { problemOf } from './problems.ts';

export interface UploadLimits {
  maxBytes: number;
  /** A sender that is silent for so long is cut off. */
  idleMilliseconds: number;
}

/** What fields and boundaries may take beside the file. */
const FORM_BYTES = 64 * 1024;
const FIELD_LIMITS = { fields: 20, fieldNameSize: 100, fieldSize: 4096, headerPairs: 20 };
/** After a minute of waiting, a sender below so much is not sending a recording but holding a connection. */
const SLOW_MS = 60_000;
const LEAST_BYTES_PER_MS = 1;
/** What is still read of a form that was refused, so that its sender can read why. */
const DISCARD_BYTES = 64 * 1_000_000;
const DISCARD_MILLISECONDS = 15_000;

export interface ArrivingForm {
  fields: Record<string, unknown>;
  file: ArrivingFile;
}

type Parts = AsyncIterator<Multipart, unknown>;

/**
 * Reads a form up to its file, which has to be its last part. The file streams at the pace of whoever reads
 * it and is never whole in memory. Throws Problem `recording-too-large`, `request-invalid`; reading the file
 * throws them too, when it turns out larger than it said, ends early, or something follows it.
 */
export async function openForm(
  request: FastifyRequest,
  limits: UploadLimits,
  signal: AbortSignal,
): Promise<ArrivingForm> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limits.maxBytes + FORM_BYTES) throw tooLarge(limits);
  // One byte more than is allowed, so that too much can be told from just enough.
  const parts = request.parts({ limits: { ...FIELD_LIMITS, fileSize: limits.maxBytes + 1 } });
  const fields: Record<string, unknown> = Object.create(null);
  for (;;) {
    const part = await nextPart(parts);
    if (!part) throw new Problem('request-invalid', 'form.file: is missing.');
    if (part.type === 'file') {
      if (part.fieldname !== 'file') {
        throw new Problem('request-invalid', 'form: the part with the file must be called «file».');
      }
      const { file } = part;
      signal.addEventListener('abort', () => file.destroy(signal.reason));
      return { fields, file: { name: fileName(part.filename), content: readFile(file, parts, limits) } };
    }
    if (part.fieldname in fields) throw new Problem('request-invalid', 'form: a field is there twice.');
    if (part.valueTruncated || part.fieldnameTruncated) {
      throw new Problem('request-invalid', 'form: a field is too long.');
    }
    fields[part.fieldname] = part.value;
  }
}

/** Browsers write a quotation mark as `%22` in this place, and nothing else in that way. */
function fileName(written: string | undefined): string {
  return (written ?? '').replaceAll('%22', '"');
}

async function* readFile(file: Readable, parts: Parts, limits: UploadLimits): AsyncGenerator<Uint8Array> {
  const giveUp = () => file.destroy(new Problem('request-timeout'));
  // Runs only while the sender is waited for, and not while what it sent is written away.
  let patience = setTimeout(giveUp, limits.idleMilliseconds);
  let bytes = 0;
  let waited = 0;
  let since = performance.now();
  try {
    for await (const piece of file) {
      clearTimeout(patience);
      bytes += piece.length;
      waited += performance.now() - since;
      if (waited > SLOW_MS && bytes / waited < LEAST_BYTES_PER_MS) throw new Problem('request-timeout');
      if (bytes > limits.maxBytes) throw tooLarge(limits);
      yield piece;
      since = performance.now();
      patience = setTimeout(giveUp, limits.idleMilliseconds);
    }
  } catch (error) {
    throw damaged(error);
  } finally {
    clearTimeout(patience);
  }
  if (await nextPart(parts)) {
    throw new Problem('request-invalid', 'form: fields come first, then one file, then nothing.');
  }
}

async function nextPart(parts: Parts): Promise<Multipart | undefined> {
  try {
    const { done, value } = await parts.next();
    return done ? undefined : (value as Multipart);
  } catch (error) {
    throw damaged(error);
  }
}

/** The parser throws plain errors for what is malformed, so at this seam everything unknown is the sender's. */
function damaged(error: unknown): Problem {
  const problem = problemOf(error);
  if (problem.code !== 'internal') return problem;
  return new Problem('request-invalid', 'form: it is damaged or ended early.', { cause: error });
}

function tooLarge({ maxBytes }: UploadLimits): Problem {
  return new Problem('recording-too-large', `The limit is ${maxBytes / 1_000_000} MB.`);
}

/**
 * Reads and drops what still comes of a refused form. Most senders read the answer only after they have sent
 * all; closing at once would show them a broken connection instead of the reason. Gives up after a while, and
 * when the server stops.
 */
export function discardRest({ raw }: FastifyRequest, stopping: AbortSignal): void {
  if (raw.complete || raw.destroyed) return;
  let bytes = 0;
  const giveUp = () => raw.destroy();
  const timer = setTimeout(giveUp, DISCARD_MILLISECONDS);
  stopping.addEventListener('abort', giveUp);
  finished(raw, () => {
    clearTimeout(timer);
    stopping.removeEventListener('abort', giveUp);
  });
  raw.unpipe();
  raw.on('data', (piece: Uint8Array) => {
    bytes += piece.length;
    if (bytes > DISCARD_BYTES) giveUp();
  });
  raw.resume();
}
