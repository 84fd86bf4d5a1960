import { Readable } from 'node:stream';
import { Problem } from '@pegasus/core/problem.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Storage } from '../storage/define.ts';
import { readRange } from './byte-range.ts';
import { attachment } from './content-disposition.ts';

/** A stored object on its way to the student. */
export interface Download {
  objectKey: string;
  sha256: string;
  mediaType: string;
  fileName: string;
}

/** As long as a signed address of the store is good; a player asks us again after that. */
const DIRECT_SECONDS = 900;
/** A file that is made while it is read: nobody knows its length before, and a part of it cannot be had. */
export interface MadeDownload {
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  mediaType: string;
  fileName: string;
}

export async function sendMade(
  request: FastifyRequest,
  reply: FastifyReply,
  { content, mediaType, fileName }: MadeDownload,
): Promise<void> {
  reply.type(mediaType).header('content-disposition', attachment(fileName));
  if (request.method === 'HEAD') return void reply.send();
  const pieces = (async function* () {
    yield* content;
  })();
  // The first piece is made before anything is sent, so that what fails at once is answered as a problem.
  const first = await pieces.next();
  reply.send(
    Readable.from(
      (async function* () {
        if (!first.done) yield first.value;
        yield* pieces;
      })(),
      { objectMode: false },
    ),
  );
}

/**
 * Sends an object, whole or the part that was asked for, at the pace of the reader: nothing is read ahead.
 * With `direct` the caller is sent on to the store, where that can be. Throws Problem `object-missing`,
 * `range-unsatisfiable`.
 */
export async function sendDownload(
  request: FastifyRequest,
  reply: FastifyReply,
  { storage, direct = false }: { storage: Storage; direct?: boolean },
  { objectKey, sha256, mediaType, fileName }: Download,
): Promise<void> {
  const size = await storage.size(objectKey);
  if (size === undefined) throw new Problem('object-missing', `The object is ${objectKey}.`);
  const mediaTypeSent = isMediaType(mediaType) ? mediaType : 'application/octet-stream';
  if (direct && storage.download && request.method === 'GET') {
    const headers = { mediaType: mediaTypeSent, disposition: attachment(fileName) };
    const address = await storage.download(objectKey, headers, DIRECT_SECONDS);
    return void reply.header('cache-control', 'no-store').redirect(address, 307);
  }
  const tag = `"${sha256}"`;
  // A part of another version than the one that the reader holds is of no use, so it gets the whole.
  const changed = request.headers['if-range'] !== undefined && request.headers['if-range'] !== tag;
  const range = changed ? undefined : readRange(request.headers.range, size);
  if (range === 'unsatisfiable') {
    reply.header('content-range', `bytes */${size}`);
    throw new Problem('range-unsatisfiable', `The file has ${size} bytes.`);
  }
  const { start, end } = range ?? { start: 0, end: size };
  reply
    .code(range ? 206 : 200)
    .type(mediaTypeSent)
    .headers({
      'accept-ranges': 'bytes',
      'content-disposition': attachment(fileName),
      'content-length': end - start,
      etag: tag,
      ...(range ? { 'content-range': `bytes ${start}-${end - 1}/${size}` } : {}),
    });
  if (request.method === 'HEAD' || end === start) return void reply.send();
  const content = range ? storage.get(objectKey, range) : storage.get(objectKey);
  reply.send(Readable.from(content, { objectMode: false }));
}

function isMediaType(text: string): boolean {
  return /^[a-z]+\/[a-z0-9.+-]+(; ?charset=[a-z0-9-]+)?$/.test(text);
}
