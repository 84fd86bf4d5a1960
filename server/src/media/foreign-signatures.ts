import { latin1 } from './byte-source.ts';

interface ForeignSignature {
  /** Completes "It looks like …". */
  name: string;
  at?: number;
  begins: string;
}

/**
 * Kinds of file that are often chosen by mistake or sent on purpose, so that the answer can name them.
 * Nothing depends on this list for safety: what is accepted is decided by what is known to be usable.
 */
const FOREIGN: readonly ForeignSignature[] = [
  { name: 'a PDF document', begins: '%PDF' },
  { name: 'a zip archive or an office document', begins: 'PK\x03\x04' },
  { name: 'an empty zip archive', begins: 'PK\x05\x06' },
  { name: 'a RAR archive', begins: 'Rar!\x1a\x07' },
  { name: 'a 7-Zip archive', begins: "7z\xbc\xaf'\x1c" },
  { name: 'a gzip archive', begins: '\x1f\x8b' },
  { name: 'a bzip2 archive', begins: 'BZh' },
  { name: 'an xz archive', begins: '\xfd7zXZ\x00' },
  { name: 'a tar archive', at: 257, begins: 'ustar' },
  { name: 'an old office document', begins: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' },
  { name: 'a program', begins: '\x7fELF' },
  { name: 'a program', begins: 'MZ' },
  { name: 'a program', begins: '\xcf\xfa\xed\xfe' },
  { name: 'a program', begins: '\xca\xfe\xba\xbe' },
  { name: 'a database', begins: 'SQLite format 3\x00' },
  { name: 'a PNG picture', begins: '\x89PNG' },
  { name: 'a JPEG picture', begins: '\xff\xd8\xff' },
  { name: 'a GIF picture', begins: 'GIF8' },
  { name: 'a TIFF picture', begins: 'II*\x00' },
  { name: 'a TIFF picture', begins: 'MM\x00*' },
  { name: 'a WebP picture', at: 8, begins: 'WEBP' },
  { name: 'an AVI video', at: 8, begins: 'AVI ' },
  { name: 'a Windows Media file', begins: '\x30\x26\xb2\x75\x8e\x66\xcf\x11' },
  { name: 'a Flash video', begins: 'FLV\x01' },
  { name: 'an MPEG program stream', begins: '\x00\x00\x01\xba' },
  { name: 'an AIFF sound', at: 8, begins: 'AIF' },
  { name: 'a Core Audio file', begins: 'caff' },
  { name: 'an AMR sound', begins: '#!AMR' },
  { name: 'a MIDI file', begins: 'MThd' },
  { name: 'a playlist', begins: '#EXTM3U' },
  { name: 'a playlist', begins: '[playlist]' },
  { name: 'a playlist', begins: 'ffconcat' },
  { name: 'a script', begins: '#!' },
  { name: 'a formatted text document', begins: '{\\rtf' },
  { name: 'text in UTF-16, which has to be saved as UTF-8 first', begins: '\xff\xfe' },
  { name: 'text in UTF-16, which has to be saved as UTF-8 first', begins: '\xfe\xff' },
];

/** What a file that cannot be used looks like, to complete "It looks like …"; undefined when it is not known. */
export function foreignName(head: Uint8Array): string | undefined {
  const start = latin1(head.subarray(0, 512));
  const known = FOREIGN.find(({ at = 0, begins }) => start.startsWith(begins, at));
  if (known) return known.name;
  if (head[0] === 0x47 && head[188] === 0x47 && head[376] === 0x47) return 'an MPEG transport stream';
  if (/^\s*<(!doctype html|html|head|body)/i.test(start)) return 'a web page';
  if (/^\s*<\?xml/i.test(start)) return 'an XML document';
  return undefined;
}
