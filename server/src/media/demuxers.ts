import { Problem } from '@pegasus/core/problem.ts';
import { type MediaFormat, sniffFile } from './sniff.ts';

/** What FFmpeg's libraries are told about a format. The demuxer is given, so that no content can choose another one. */
export interface Demuxer {
  name: string;
  /** Whether the length that the file states comes from an index, not from a guess by its first bit rate. */
  statesLength: boolean;
}

const ISO_MEDIA: Demuxer = { name: 'mov', statesLength: true };
const MATROSKA: Demuxer = { name: 'matroska', statesLength: true };

const DEMUXERS: Record<MediaFormat, Demuxer> = {
  m4a: ISO_MEDIA,
  mp4: ISO_MEDIA,
  mov: ISO_MEDIA,
  webm: MATROSKA,
  mkv: MATROSKA,
  wav: { name: 'wav', statesLength: true },
  flac: { name: 'flac', statesLength: true },
  ogg: { name: 'ogg', statesLength: true },
  mp3: { name: 'mp3', statesLength: false },
  aac: { name: 'aac', statesLength: false },
};

/** Codecs that recorders write. Video codecs are left out on purpose: pictures are never decoded. */
export const CODECS = [
  ...['aac', 'aac_latm', 'alac', 'flac', 'opus', 'libopus', 'vorbis', 'libvorbis', 'speex', 'libspeex'],
  ...['mp1float', 'mp2float', 'mp3float', 'mp1', 'mp2', 'mp3', 'ac3', 'eac3', 'amrnb', 'amrwb', 'gsm_ms'],
  ...['pcm_u8', 'pcm_s8', 'pcm_s16le', 'pcm_s16be', 'pcm_s24le', 'pcm_s24be', 'pcm_s32le', 'pcm_s32be'],
  ...[
    'pcm_f32le',
    'pcm_f32be',
    'pcm_f64le',
    'pcm_alaw',
    'pcm_mulaw',
    'adpcm_ms',
    'adpcm_ima_wav',
    'adpcm_ima_qt',
  ],
].join(',');

/** The demuxer for a format that was found before. Throws Problem `recording-type-unsupported`. */
export function demuxerOf(format: string): Demuxer {
  const demuxer = Object.hasOwn(DEMUXERS, format) ? DEMUXERS[format as MediaFormat] : undefined;
  if (!demuxer) throw new Problem('recording-type-unsupported', 'It holds no sound that arrives in order.');
  return demuxer;
}

/** The demuxer for a file, by its bytes. Throws what `sniffFile` throws, and refuses captions. */
export function demuxerFor(file: string): Demuxer {
  const found = sniffFile(file);
  if (found.kind === 'captions') {
    throw new Problem('recording-type-unsupported', 'It holds captions, which are read and not decoded.');
  }
  return DEMUXERS[found.format];
}
