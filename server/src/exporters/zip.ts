import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** One file of an archive. Its content is asked for when its turn comes, so that only one is open at a time. */
export interface ZipEntry {
  path: string;
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** False for what is compressed already. */
  compress?: boolean;
}

/** A ZIP archive in pieces, as fast as it is read: no more of it than a few pieces is in memory. */
export async function* zipped(
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
  modified: Date,
): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  // A fixed date without a zone gives the same bytes on every machine.
  const mtime = new Date(modified.getTime() + modified.getTimezoneOffset() * 60_000);
  const output = zip.outputStream as Readable;
  const fed = feed(zip, entries, mtime).catch((error: unknown) => {
    output.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  try {
    for await (const piece of output) yield piece as Uint8Array;
  } finally {
    output.destroy();
    await fed;
  }
}

async function feed(
  zip: ZipFile,
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
  mtime: Date,
): Promise<void> {
  const output = zip.outputStream as Readable;
  for await (const { path, content, compress = true } of entries) {
    if (output.destroyed) return;
    const options = { mtime, mode: 0o100644, compress, forceDosTimestamp: true };
    await write(zip, path, lettingGo(content), options);
  }
  zip.end();
}

/**
 * The next entry waits until this one is written: entries made on demand are not piled up. Nothing in here knows the
 * content itself, because the listeners stay with the stream.
 */
function write(
  zip: ZipFile,
  path: string,
  source: Readable,
  options: Parameters<ZipFile['addReadStream']>[2],
): Promise<void> {
  const output = zip.outputStream as Readable;
  return new Promise<void>((resolve, reject) => {
    const leave = () => {
      output.off('close', gone);
      source.destroy();
    };
    const gone = () => {
      leave();
      resolve();
    };
    output.once('close', gone);
    source.once('error', (error) => {
      leave();
      reject(error);
    });
    source.once('end', () => {
      output.off('close', gone);
      resolve();
    });
    // Through its listeners the stream would keep what compressed it.
    source.once('close', () => source.removeAllListeners());
    zip.addReadStream(source, path, options);
  });
}

/**
 * A stream of these bytes that holds on to nothing once it has ended: the library keeps the stream of every entry
 * until the archive is closed, and with it would keep the material of every lecture.
 */
function lettingGo(content: ZipEntry['content']): Readable {
  let rest: AsyncIterator<Uint8Array> | undefined = piecesOf(content);
  return new Readable({
    read() {
      rest?.next().then(
        ({ done, value }) => {
          if (done) rest = undefined;
          this.push(done ? null : value);
        },
        (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error))),
      );
    },
    destroy(error, done) {
      const left = rest;
      rest = undefined;
      // A generator is told that nobody reads on, so that what it has open is closed.
      Promise.resolve(left?.return?.()).then(
        () => done(error),
        (problem: Error) => done(error ?? problem),
      );
    },
  });
}

async function* piecesOf(content: ZipEntry['content']): AsyncGenerator<Uint8Array> {
  yield* content;
}
