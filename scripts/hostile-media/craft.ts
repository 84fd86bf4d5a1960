import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface CraftedFile {
  name: string;
  content: Buffer;
}

/** The same numbers for the same seed, on every machine (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Small valid files, one of each format. */
export function validFiles(folder: string): CraftedFile[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith('sentence'))
    .sort()
    .map((name) => ({ name, content: readFileSync(join(folder, name)) }));
}

const CUTS = [0.001, 0.01, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 0.999];
const FLIPPED = 8;
/** Where headers are, in bytes. */
const HEAD = 600;

const PREFIXES: Readonly<Record<string, string>> = {
  zip: 'PK\x03\x04\x14\x00\x00\x00\x08\x00',
  pdf: '%PDF-1.7\n',
  page: '<!doctype html><script>alert(1)</script>',
  playlist: '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n',
  program: '\x7fELF\x02\x01\x01',
};
const NAMES = [
  '../../../../etc/passwd.m4a',
  '..\\..\\windows\\system32\\a.mp3',
  'a\u202e3pm.exe.m4a',
  `${'long'.repeat(600)}.wav`,
  '=cmd|calc!A1.ogg',
  '-y.flac',
  'concat:a|b.mp3',
  'http://127.0.0.1:1/a.m4a',
  'nul\u0000byte.webm',
  '.htaccess',
  ' ',
  '<img src=x onerror=alert(1)>.opus',
];

/** Everything that is made of one valid file: cut, flipped, lied about, disguised. */
export function craft({ name, content }: CraftedFile, random: () => number): CraftedFile[] {
  const made = (what: string, bytes: Buffer) => ({ name: `${what}.${name}`, content: bytes });
  const cuts = CUTS.map((share) =>
    made(`cut-${share}`, content.subarray(0, Math.floor(content.length * share))),
  );
  const flips = Array.from({ length: FLIPPED }, (_, count) =>
    made(
      `flip-${count}`,
      flipBits(content, count < FLIPPED / 2 ? HEAD : content.length, 1 + count * 3, random),
    ),
  );
  const lies = [0x7fff_ffff, 0xffff_ffff, 0, 1].map((value) =>
    made(`claims-${value}`, overwrite(content, value, random)),
  );
  const disguises = Object.entries(PREFIXES).map(([kind, prefix]) =>
    made(`${kind}-before`, Buffer.concat([Buffer.from(prefix, 'latin1'), content])),
  );
  const twice = made('twice', Buffer.concat([content, content]));
  const tail = made(
    'zip-after',
    Buffer.concat([content, Buffer.from(PREFIXES.zip ?? '', 'latin1'), Buffer.alloc(2000)]),
  );
  return [...cuts, ...flips, ...lies, ...disguises, twice, tail];
}

export function namedFiles({ content }: CraftedFile): CraftedFile[] {
  return NAMES.map((name) => ({ name, content }));
}

export function flipBits(content: Buffer, within: number, count: number, random: () => number): Buffer {
  const flipped = Buffer.from(content);
  for (let flip = 0; flip < count; flip++) {
    const at = Math.floor(random() * Math.min(within, flipped.length));
    flipped[at] = (flipped[at] ?? 0) ^ (1 << Math.floor(random() * 8));
  }
  return flipped;
}

/** Writes a number over six places of the headers: sizes, counts, durations, dimensions. */
function overwrite(content: Buffer, value: number, random: () => number): Buffer {
  const lied = Buffer.from(content);
  for (let count = 0; count < 6; count++) {
    const at = 8 + Math.floor(random() * (Math.min(HEAD, lied.length) - 12));
    lied.writeUInt32BE(value >>> 0, at);
  }
  return lied;
}
