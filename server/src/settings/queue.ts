import { type Setting, wholeNumber } from './define.ts';

export const queueSettings = {
  retries: {
    name: 'PEGASUS_RETRIES',
    schema: wholeNumber(0, 20).default(3),
    about: 'How often a failed stage is tried again before it becomes a dead letter.',
    secret: false,
  },
  retryDelaySeconds: {
    name: 'PEGASUS_RETRY_DELAY_SECONDS',
    schema: wholeNumber(1, 3600).default(5),
    about: 'Pause before the first retry, in seconds; it doubles with each.',
    secret: false,
  },
} as const satisfies Record<string, Setting>;
