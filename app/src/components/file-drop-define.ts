import type { ChosenFile } from '@pegasus/core/client.ts';

/** What is asked for. The server decides by the bytes of a file and not by its name. */
export interface WantedFiles {
  /** As a screen reader says it. */
  label: string;
  /** What stands on the place to drop them on. */
  drop: string;
  /** What the picker offers first. */
  endings: readonly string[];
  /** The same on a phone, which goes by media types. */
  mediaTypes: string[];
  kinds: string;
}

export interface FileDropProps {
  /** Recordings and captions, when nothing else is said. */
  wanted?: WantedFiles;
  onFiles(files: ChosenFile[]): void;
  /** Why nothing was taken. */
  onRefused(why: string): void;
}

export const RECORDINGS: WantedFiles = {
  label: 'Recordings or captions',
  drop: 'Drop recordings here',
  endings: [
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
  ],
  mediaTypes: ['audio/*', 'video/*', 'text/*', 'application/x-subrip'],
  kinds: 'm4a, mp3, wav, flac, ogg, opus, webm, mp4, mov; or captions: vtt, srt, sbv',
};

export const LECTURE_FILES: WantedFiles = {
  label: 'Lecture file',
  drop: 'Drop the lecture file here',
  endings: ['json'],
  mediaTypes: ['application/json'],
  kinds: 'json, as Pegasus writes it',
};
