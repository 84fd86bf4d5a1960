import { Problem } from '@pegasus/core/problem.ts';
import { rawStreamAt, skipTags } from './audio-frames.ts';
import { type ByteSource, headSource, latin1, withFileSource } from './byte-source.ts';
import { captionSignature, readableText } from './caption-signature.ts';
import { foreignName } from './foreign-signatures.ts';
import { readMp4 } from './mp4-boxes.ts';

export type MediaFormat = 'm4a' | 'mp4' | 'mov' | 'mp3' | 'aac' | 'wav' | 'flac' | 'ogg' | 'webm' | 'mkv';
export type CaptionFormat = 'vtt' | 'srt' | 'sbv' | 'json';

export type Sniffed =
  | { kind: 'audio' | 'video'; format: MediaFormat; mediaType: string }
  | { kind: 'captions'; format: CaptionFormat; mediaType: string };

/** Bytes that are looked at; `sniff` wants as many where the file has them. */
export const SNIFF_BYTES = 65_536;

/** Brands of ISO base media files (mp4ra.org) that hold sound or video, not pictures or documents. */
const MOVIE_BRAND = /^(M4[ABPV] |mp4[12]|isom|iso[2-9]|avc1|dash|MSNV|mmp4|F4[AV] |3g[p2].|qt {2}|cmf[cs2])$/;
const AUDIBLE_BRAND = /^(aax |aaxc)$/;
/** Content Encryption and Extended Content Encryption objects of Advanced Systems Format (revision 1.20). */
const WINDOWS_MEDIA = '\x30\x26\xb2\x75\x8e\x66\xcf\x11';
const WINDOWS_MEDIA_PROTECTION = [
  '\xfb\xb3\x11\x22\x23\xbd\xd2\x11\xb4\xb7\x00\xa0\xc9\x55\xfc\x6e',
  '\x14\xe6\x8a\x29\x22\x26\x17\x4c\xb9\x35\xda\xe0\x7e\xe9\x28\x9c',
];

/**
 * Decides from its bytes what a file is; its name never counts. `head` holds the first bytes of a file of
 * `sizeBytes` bytes. Throws Problem `recording-empty`, `recording-type-unsupported`, `recording-encrypted`,
 * or `recording-unreadable` for a movie file whose index was never written. What lies behind `head`, such
 * as copy protection in an index at the end, only `sniffFile` can see.
 */
export function sniff(head: Uint8Array, sizeBytes: number): Sniffed {
  return sniffSource(headSource(head, sizeBytes));
}

/** As `sniff`, and looks where the bytes that matter are. Throws also Problem `file-unreadable`. */
export function sniffFile(file: string): Sniffed {
  return withFileSource(file, sniffSource);
}

function sniffSource(source: ByteSource): Sniffed {
  const head = source.read(0, SNIFF_BYTES);
  if (source.size === 0 || head.length === 0) throw new Problem('recording-empty');
  const found = sniffContainer(source, head) ?? sniffRawStream(source) ?? sniffCaptions(head);
  if (found) return found;
  throw new Problem('recording-type-unsupported', describeForeign(head));
}

function sniffContainer(source: ByteSource, head: Uint8Array): Sniffed | undefined {
  const text = latin1(head);
  const start = text.slice(0, 4);
  const form = text.slice(8, 12);
  if (/^(RIFF|RF64|BW64)$/.test(start) && form === 'WAVE') return audio('wav', 'audio/wav');
  if (start === 'fLaC') return audio('flac', 'audio/flac');
  if (start === 'OggS')
    return text.includes('\x80theora') ? video('ogg', 'video/ogg') : audio('ogg', 'audio/ogg');
  if (start === '\x1a\x45\xdf\xa3') return sniffMatroska(text);
  const box = text.slice(4, 8);
  if (box === 'ftyp') return sniffMp4(source, head);
  // QuickTime files older than `ftyp`; prose may have such a word in fifth place.
  if (/^(moov|mdat|wide|pnot)$/.test(box) && readableText(head) === undefined) return sniffMp4(source, head);
  if (text.startsWith(WINDOWS_MEDIA) && WINDOWS_MEDIA_PROTECTION.some((id) => text.includes(id))) {
    throw new Problem('recording-encrypted', 'It is a protected Windows Media file.');
  }
  return undefined;
}

function sniffMp4(source: ByteSource, head: Uint8Array): Sniffed | undefined {
  const brands = brandsOf(head);
  if (brands.some((brand) => AUDIBLE_BRAND.test(brand))) {
    throw new Problem('recording-encrypted', 'It is an Audible audio book.');
  }
  if (!brands.some((brand) => MOVIE_BRAND.test(brand))) return undefined;
  const facts = readMp4(source);
  if (facts.index === 'absent') {
    throw new Problem('recording-unreadable', 'It was cut off before its index was written.');
  }
  if (facts.hasProtected && !facts.hasClearAudio) throw new Problem('recording-encrypted');
  const major = brands[0] ?? '';
  const silentOnVideo = facts.index === 'found' ? !facts.hasVideo : /^(M4[AB] |F4A )$/.test(major);
  if (major === 'qt  ')
    return silentOnVideo ? audio('mov', 'audio/quicktime') : video('mov', 'video/quicktime');
  return silentOnVideo ? audio('m4a', 'audio/mp4') : video('mp4', 'video/mp4');
}

/** Major brand first, then the compatible ones. */
function brandsOf(head: Uint8Array): string[] {
  const text = latin1(head);
  if (text.slice(4, 8) !== 'ftyp') return ['qt  '];
  const end = Math.min(
    new DataView(head.buffer, head.byteOffset, head.length).getUint32(0),
    512,
    head.length,
  );
  const brands = [text.slice(8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(text.slice(at, at + 4));
  return brands;
}

function sniffMatroska(text: string): Sniffed | undefined {
  const start = text.slice(0, 4096);
  const seen = /V_(VP8|VP9|AV1|MPEG|MS|THEORA)/.test(start);
  if (/\x42\x82[\s\S]{1,8}webm/.test(start))
    return seen ? video('webm', 'video/webm') : audio('webm', 'audio/webm');
  if (!/\x42\x82[\s\S]{1,8}matroska/.test(start)) return undefined;
  return seen ? video('mkv', 'video/x-matroska') : audio('mkv', 'audio/x-matroska');
}

function sniffRawStream(source: ByteSource): Sniffed | undefined {
  const offset = skipTags(source);
  const raw = rawStreamAt(source, offset);
  if (raw === 'aac') return audio('aac', 'audio/aac');
  // A tag that is longer than what has been seen (a cover picture) hides the sound; only mp3 is tagged so.
  const hidden = offset > 0 && offset < source.size && source.read(offset, 4).length < 4;
  return raw === 'mp3' || hidden ? audio('mp3', 'audio/mpeg') : undefined;
}

function sniffCaptions(head: Uint8Array): Sniffed | undefined {
  const text = readableText(head);
  const signature = text === undefined ? undefined : captionSignature(text);
  return signature && { kind: 'captions', format: signature.format, mediaType: signature.mediaType };
}

function describeForeign(head: Uint8Array): string {
  const name = foreignName(head);
  if (name) return `It looks like ${name}.`;
  if (head.every((byte) => byte === 0))
    return 'It holds nothing but zeros, as after a copy that did not finish.';
  if (latin1(head.subarray(4, 8)) === 'ftyp')
    return 'It looks like a picture or a document of a newer camera.';
  if (readableText(head) !== undefined) return 'It looks like text, but not like captions with times.';
  return 'Its first bytes belong to no known kind of recording.';
}

function audio(format: MediaFormat, mediaType: string): Sniffed {
  return { kind: 'audio', format, mediaType };
}

function video(format: MediaFormat, mediaType: string): Sniffed {
  return { kind: 'video', format, mediaType };
}
