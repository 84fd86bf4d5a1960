import { z } from 'zod';
import { type Setting, wholeNumber } from './define.ts';

export const recordingSettings = {
  maxUploadMegabytes: {
    name: 'PEGASUS_MAX_UPLOAD_MEGABYTES',
    schema: wholeNumber(1, 1_000_000).default(4096),
    about: 'Largest file that is accepted, in MB (1,000,000 bytes).',
    secret: false,
  },
  maxRecordingHours: {
    name: 'PEGASUS_MAX_RECORDING_HOURS',
    schema: z.coerce.number().positive().max(48).default(6),
    about: 'Longest recording that is accepted, in hours.',
    secret: false,
  },
  liveAtOnce: {
    name: 'PEGASUS_LIVE_AT_ONCE',
    schema: wholeNumber(0, 64).default(2),
    about:
      'Recordings that one worker hears at the same time while they are made; more take turns, and 0 leaves all of them for after their end.',
    secret: false,
  },
  decoder: {
    name: 'PEGASUS_DECODER',
    schema: z.enum(['auto', 'ffmpeg', 'node-av']).default('auto'),
    about: 'What decodes media: ffmpeg from the PATH, the npm package node-av, or the first that is there.',
    secret: false,
  },
  speech: {
    name: 'PEGASUS_SPEECH',
    schema: z.enum(['moonshine', 'moonshine-tiny']).default('moonshine'),
    about: 'Speech provider: moonshine hears better, moonshine-tiny is faster.',
    secret: false,
  },
  testSpeechMilliseconds: {
    name: 'PEGASUS_TEST_SPEECH_MILLISECONDS',
    schema: wholeNumber(0, 3_600_000).default(0),
    about:
      'For tests only: every recording takes so long and gets the same words, which nobody said. 0 recognises speech.',
    secret: false,
  },
} as const satisfies Record<string, Setting>;
