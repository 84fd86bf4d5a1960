import { Problem } from '@pegasus/core/problem.ts';
import type { Config } from '../config.ts';

/** Media types that somebody may say of a recording; the bytes decide afterwards. */
const DECLARABLE =
  /^(audio|video|text)\/|^application\/(octet-stream|ogg|mp4|json|x-subrip|x-matroska|x-flac)\b/;
const CAPTIONS = /^text\/|^application\/(json|x-subrip)\b/;

/** Refuses what is too large for this server. Throws Problem `recording-too-large`. */
export function admitBytes({ maxUploadMegabytes }: Config, bytes: number): void {
  if (bytes > maxUploadMegabytes * 1_000_000) {
    throw new Problem('recording-too-large', `The limit is ${maxUploadMegabytes} MB.`);
  }
}

/** Refuses before any byte was sent what its sender calls something else. Throws Problem `recording-type-unsupported`. */
export function admitType(mediaType: string | undefined): void {
  if (mediaType && !DECLARABLE.test(mediaType.toLowerCase())) {
    throw new Problem('recording-type-unsupported', 'Its sender says that it is something else.');
  }
}

/** Refuses what turned out to be sound when words were announced, or the other way. */
export function requireDeclaredType(mediaType: string | null, kind: 'audio' | 'video' | 'captions'): void {
  if (!mediaType || /^application\/octet-stream\b/.test(mediaType)) return;
  if (CAPTIONS.test(mediaType.toLowerCase()) !== (kind === 'captions')) {
    throw new Problem('recording-type-unsupported', 'It is not what its sender said that it is.');
  }
}
