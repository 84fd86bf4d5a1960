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
    // The next entry waits until this one is written: entries made on demand are not piled up.
    await new Promise<void>((resolve, reject) => {
      const source = Readable.from(content, { objectMode: false });
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
      zip.addReadStream(source, path, { mtime, mode: 0o100644, compress, forceDosTimestamp: true });
    });
  }
  zip.end();
}
