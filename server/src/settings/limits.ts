import { z } from 'zod';
import { type Setting, wholeNumber } from './define.ts';

/** All of them hold where accounts are on; on one's own machine nobody is kept from their own work. */
export const limitSettings = {
  signInsPerQuarter: {
    name: 'PEGASUS_LIMIT_SIGN_INS',
    schema: wholeNumber(1, 10_000).default(10),
    about:
      'Tries to sign in, reset or sign up, for one e-mail address in 15 minutes; one network address may do five times as many.',
    secret: false,
  },
  readsPerMinute: {
    name: 'PEGASUS_LIMIT_READS',
    schema: wholeNumber(10, 1_000_000).default(600),
    about: 'Reading requests of one user in a minute; one network address may do four times as many.',
    secret: false,
  },
  writesPerMinute: {
    name: 'PEGASUS_LIMIT_WRITES',
    schema: wholeNumber(1, 1_000_000).default(120),
    about: 'Changing requests of one user in a minute; one network address may do four times as many.',
    secret: false,
  },
  uploadsPerHour: {
    name: 'PEGASUS_LIMIT_UPLOADS',
    schema: wholeNumber(1, 100_000).default(60),
    about:
      'Recordings that one user may begin to hand in within an hour; one network address may do four times as many.',
    secret: false,
  },
  quotaGigabytes: {
    name: 'PEGASUS_QUOTA_GIGABYTES',
    schema: z.coerce.number().positive().max(1_000_000).default(50),
    about: 'Recordings and exports that are kept for one user, in GB (1,000,000,000 bytes).',
    secret: false,
  },
  quotaMonthlyHours: {
    name: 'PEGASUS_QUOTA_MONTHLY_HOURS',
    schema: z.coerce.number().positive().max(100_000).default(100),
    about: 'Hours of recordings that are processed for one user in 30 days.',
    secret: false,
  },
  quotaParallel: {
    name: 'PEGASUS_QUOTA_PARALLEL',
    schema: wholeNumber(1, 10_000).default(10),
    about: 'Lectures of one user that may be processed or wait for it at once.',
    secret: false,
  },
} as const satisfies Record<string, Setting>;
