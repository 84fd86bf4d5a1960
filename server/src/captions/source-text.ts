import { Problem } from '@pegasus/core/problem.ts';
import { type CaptionFormat, LIMITS } from './define.ts';

type Code = CaptionFormat['problem'];

/**
 * The characters of a text file: UTF-8, or UTF-16 where a byte order mark says so. Other encodings are
 * refused: guessing one would put wrong letters into every line without anyone noticing.
 * Throws Problem `code`.
 */
export function decodeText(bytes: Uint8Array, code: Code): string {
  if (bytes.byteLength === 0) throw new Problem(code, 'Line 1: the file is empty.');
  if (bytes.byteLength > LIMITS.bytes) {
    throw new Problem(code, `The file is larger than ${LIMITS.bytes / 1024 / 1024} MiB.`);
  }
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    const where = encoding === 'utf-8' ? `Line ${firstBadLine(bytes)}` : 'The file';
    throw new Problem(code, `${where}: not ${encoding.toUpperCase()} text. Save the file as UTF-8.`, {
      cause,
    });
  }
}

/** The first characters, whatever the bytes are: for telling kinds of file apart. */
export function peekText(bytes: Uint8Array, length = 4096): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes.subarray(0, length));
}

/** Lines by any of the three line ends, and by the doubled `\r\r\n` that careless copying makes. */
export function linesOf(text: string): string[] {
  return text.split(/\r*\n|\r/);
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

function firstBadLine(bytes: Uint8Array): number {
  // A stream decoder throws at the chunk that holds the first bad byte, so lines are counted up to there.
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  let from = 0;
  while (from < bytes.length) {
    const end = bytes.indexOf(0x0a, from);
    const to = end === -1 ? bytes.length : end + 1;
    try {
      decoder.decode(bytes.subarray(from, to), { stream: true });
    } catch {
      return line;
    }
    from = to;
    if (end !== -1) line += 1;
  }
  return line;
}
