import { z } from 'zod';
import { type Setting, wholeNumber } from './define.ts';

export const operationsSettings = {
  canaryMinutes: {
    name: 'PEGASUS_CANARY_MINUTES',
    schema: wholeNumber(0, 1440).default(0),
    about:
      'Minutes between two canaries: lectures that the server sends through all four stages and deletes again. 0 sends none; 15 is right for a server that others rely on.',
    secret: false,
  },
  canarySeconds: {
    name: 'PEGASUS_CANARY_SECONDS',
    schema: z.coerce.number().min(1).max(3600).default(180),
    about: 'Seconds within which a canary must be through.',
    secret: false,
  },
} as const satisfies Record<string, Setting>;
