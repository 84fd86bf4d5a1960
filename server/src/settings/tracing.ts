import { z } from 'zod';
import type { Setting } from './define.ts';

export const tracingSettings = {
  tracesUrl: {
    name: 'PEGASUS_TRACES_URL',
    schema: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default(''),
    about:
      'Address to which spans are sent by OTLP over HTTP, such as http://127.0.0.1:4318/v1/traces: ids, codes and times of requests, stages and calls of providers, and no content. Empty sends none.',
    secret: false,
  },
  tracesShare: {
    name: 'PEGASUS_TRACES_SHARE',
    schema: z.coerce.number().min(0).max(1).default(1),
    about: 'Share of requests of which spans are sent, 0 to 1, with all that follows from them.',
    secret: false,
  },
} as const satisfies Record<string, Setting>;
