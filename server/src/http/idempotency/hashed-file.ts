import { createHash } from 'node:crypto';
import type { ArrivingFile } from '../handler.ts';

/** A file that is hashed while somebody reads it. */
export interface HashedFile {
  file: ArrivingFile;
  /** Hex SHA-256; undefined before it was read to its end. */
  sha256(): string | undefined;
  /** Reads what nobody read and keeps nothing. */
  drain(): Promise<void>;
}

export function hashFile(file: ArrivingFile): HashedFile {
  const hash = createHash('sha256');
  let sha256: string | undefined;
  async function* through() {
    for await (const piece of file.content) {
      hash.update(piece);
      yield piece;
    }
    sha256 = hash.digest('hex');
  }
  const content = through();
  return {
    file: { name: file.name, content },
    sha256: () => sha256,
    drain: async () => {
      for await (const _ of content);
    },
  };
}
