import { z } from 'zod';
import { type Setting, wholeNumber } from './define.ts';

export const databaseSettings = {
  databaseUrl: {
    name: 'PEGASUS_DATABASE_URL',
    schema: z
      .string()
      .regex(/^postgres(ql)?:\/\/./, 'has the form postgres://user:password@host:5432/database')
      .or(z.literal(''))
      .default(''),
    about:
      'PostgreSQL server, 14 or newer, as postgres://user:password@host:5432/database; empty for the embedded database in the data folder. Needed for more than one process.',
    secret: true,
  },
  databaseConnections: {
    name: 'PEGASUS_DATABASE_CONNECTIONS',
    schema: wholeNumber(2, 200).default(10),
    about:
      'Most connections of one process to PostgreSQL for rows; its queue takes 4 more and live events 1.',
    secret: false,
  },
  databaseStatementSeconds: {
    name: 'PEGASUS_DATABASE_STATEMENT_SECONDS',
    schema: wholeNumber(1, 600).default(15),
    about: 'Longest that one statement may take on PostgreSQL, migrations excepted.',
    secret: false,
  },
} as const satisfies Record<string, Setting>;
