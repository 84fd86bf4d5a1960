import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { Problem } from '@pegasus/core/problem.ts';

/** Random access to a file, or to as much of it as has been seen. Offsets and sizes in bytes. */
export interface ByteSource {
  readonly size: number;
  /** Up to `length` bytes; fewer at the end of the file, or where the file has not been seen. */
  read(offset: number, length: number): Uint8Array;
}

/** The first bytes of a file that is `size` bytes long. */
export function headSource(head: Uint8Array, size: number): ByteSource {
  return { size, read: (offset, length) => head.subarray(offset, offset + length) };
}

/** Opens a file for the time of `use`. Reads are few and small, so they are synchronous. */
export function withFileSource<T>(file: string, use: (source: ByteSource) => T): T {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (cause) {
    throw new Problem('file-unreadable', undefined, { cause });
  }
  try {
    const { size } = fstatSync(descriptor);
    return use({
      size,
      read(offset, length) {
        const bytes = new Uint8Array(length);
        return bytes.subarray(0, readSync(descriptor, bytes, 0, length, offset));
      },
    });
  } finally {
    closeSync(descriptor);
  }
}

export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}
