import { z } from 'zod';
import type { Setting } from './define.ts';

export const appSettings = {
  app: {
    name: 'PEGASUS_APP',
    schema: z.enum(['auto', 'built', 'off']).default('auto'),
    about:
      'The web app: `auto` builds it at the start when it is missing or its sources changed, `built` serves what was built before, `off` serves the API only.',
    secret: false,
  },
} as const satisfies Record<string, Setting>;
