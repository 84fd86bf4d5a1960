import type { ChosenFile } from '@pegasus/core/client.ts';

export interface FileDropProps {
  onFiles(files: ChosenFile[]): void;
  /** Why nothing was taken. */
  onRefused(why: string): void;
}

/** What the picker offers first. The server decides by the bytes of a file and not by its name. */
export const ENDINGS = [
  'm4a',
  'mp3',
  'wav',
  'flac',
  'ogg',
  'opus',
  'webm',
  'mp4',
  'mov',
  'mkv',
  'aac',
  'vtt',
  'srt',
  'sbv',
] as const;
export const KINDS = 'm4a, mp3, wav, flac, ogg, opus, webm, mp4, mov; or captions: vtt, srt, sbv';
