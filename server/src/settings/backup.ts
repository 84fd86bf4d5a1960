import { z } from 'zod';
import { type Setting, wholeNumber } from './define.ts';

export const backupSettings = {
  backupUrl: {
    name: 'PEGASUS_BACKUP_URL',
    schema: z
      .string()
      .regex(/^(s3:\/\/[a-z0-9]|file:\/\/\/)/, {
        error: 'has the form s3://bucket/prefix?endpoint=https://host, or file:///folder',
      })
      .or(z.literal(''))
      .default(''),
    about:
      'Where backups are kept, on another disk or machine: s3://bucket/prefix as for PEGASUS_STORAGE_URL, or file:///folder. Empty makes none.',
    secret: false,
  },
  backupAccessKey: {
    name: 'PEGASUS_BACKUP_ACCESS_KEY',
    schema: z.string().default(''),
    about: 'Access key of the S3 store of backups; empty takes what the machine itself may.',
    secret: true,
  },
  backupSecretKey: {
    name: 'PEGASUS_BACKUP_SECRET_KEY',
    schema: z.string().default(''),
    about: 'Secret key of the S3 store of backups.',
    secret: true,
  },
  backupKey: {
    name: 'PEGASUS_BACKUP_KEY',
    schema: z.string().default(''),
    about:
      'Key that backups are encrypted with, 32 random bytes in hex or base64; keep a copy elsewhere, for without it no backup can be read. Empty encrypts nothing.',
    secret: true,
  },
  backupKeyFile: {
    name: 'PEGASUS_BACKUP_KEY_FILE',
    schema: z.string().default(''),
    about: 'File that holds the key of backups, in place of PEGASUS_BACKUP_KEY.',
    secret: false,
  },
  backupMinutes: {
    name: 'PEGASUS_BACKUP_MINUTES',
    schema: wholeNumber(1, 10_080).default(1440),
    about: 'Minutes between two backups: as much is lost at most.',
    secret: false,
  },
  backupKeepDays: {
    name: 'PEGASUS_BACKUP_KEEP_DAYS',
    schema: z.coerce.number().min(0).max(3650).default(30),
    about:
      'Days that backups are kept; the newest one always is. What was deleted is in older backups until then.',
    secret: false,
  },
} as const satisfies Record<string, Setting>;
