import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type Setting, wholeNumber } from './define.ts';

const INSTALLATION = resolve(import.meta.dirname, '../../..');

export const serverSettings = {
  data: {
    name: 'PEGASUS_DATA',
    schema: z
      .string()
      .min(1)
      .default(join(INSTALLATION, 'data'))
      .transform((path) => resolve(path)),
    about:
      'Folder for everything that is kept: database, recordings, exports. One process at a time may use it.',
    secret: false,
  },
  host: {
    name: 'PEGASUS_HOST',
    schema: z
      .string()
      .trim()
      .regex(/^[a-zA-Z0-9.:-]+$/, 'it must be an address or a host name')
      .default('127.0.0.1'),
    about:
      'Address to listen on. 127.0.0.1, ::1 and localhost are this machine only; any other needs PEGASUS_ACCOUNTS=on.',
    secret: false,
  },
  port: {
    name: 'PEGASUS_PORT',
    schema: wholeNumber(0, 65_535).default(4600),
    about: 'Port to listen on; 0 takes any free one.',
    secret: false,
  },
  workerPort: {
    name: 'PEGASUS_WORKER_PORT',
    schema: z.union([z.literal('none'), wholeNumber(0, 65_535)]).default('none'),
    about:
      'Port at which a process that only works tells its health and its figures; none tells nothing, 0 takes any free one.',
    secret: false,
  },
  drainSeconds: {
    name: 'PEGASUS_DRAIN_SECONDS',
    schema: wholeNumber(0, 600).default(0),
    about:
      'How long an API that is told to stop says at /health/ready that it is not ready and serves on, so that a proxy in front of several sends it nothing more.',
    secret: false,
  },
  logLevel: {
    name: 'PEGASUS_LOG_LEVEL',
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
    about: 'Least important line that is logged.',
    secret: false,
  },
} as const satisfies Record<string, Setting>;
