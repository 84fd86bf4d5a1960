import { type Setting, wholeNumber } from './define.ts';

const atOnce = (name: string, stage: string) => ({
  name,
  schema: wholeNumber(0, 64).default(1),
  about: `How many lectures one worker takes through ${stage} at once; 0 leaves that stage to other workers.`,
  secret: false,
});

export const queueSettings = {
  retries: {
    name: 'PEGASUS_RETRIES',
    schema: wholeNumber(0, 20).default(5),
    about: 'How often a failed stage is tried again before it becomes a dead letter.',
    secret: false,
  },
  retryDelaySeconds: {
    name: 'PEGASUS_RETRY_DELAY_SECONDS',
    schema: wholeNumber(1, 3600).default(5),
    about: 'Pause before the first retry, in seconds; it doubles with each, up to 15 seconds.',
    secret: false,
  },
  ingestAtOnce: atOnce('PEGASUS_INGEST_AT_ONCE', 'ingest'),
  transcribeAtOnce: atOnce('PEGASUS_TRANSCRIBE_AT_ONCE', 'transcribe'),
  generateAtOnce: atOnce('PEGASUS_GENERATE_AT_ONCE', 'generate'),
  exportAtOnce: atOnce('PEGASUS_EXPORT_AT_ONCE', 'export'),
  stopSeconds: {
    name: 'PEGASUS_STOP_SECONDS',
    schema: wholeNumber(0, 3600).default(5),
    about: 'How long a worker that is told to stop lets running stages finish before it hands them back.',
    secret: false,
  },
} as const satisfies Record<string, Setting>;
