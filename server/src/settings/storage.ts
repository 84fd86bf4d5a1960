import { z } from 'zod';
import type { Setting } from './define.ts';

export const storageSettings = {
  storageUrl: {
    name: 'PEGASUS_STORAGE_URL',
    schema: z
      .string()
      .regex(/^(s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]([/?]|$)|file:\/\/\/)/, {
        error: 'has the form s3://bucket/prefix?endpoint=https://host&region=name, or file:///folder',
      })
      .or(z.literal(''))
      .default(''),
    about:
      'Where recordings and exports are kept: s3://bucket/prefix for AWS, with ?endpoint=https://host for MinIO, R2, Garage, Ceph (and region=name, path-style=false where they are needed); file:///folder; empty for the data folder.',
    secret: false,
  },
  storageAccessKey: {
    name: 'PEGASUS_STORAGE_ACCESS_KEY',
    schema: z.string().default(''),
    about: 'Access key of the S3 store; empty takes what the machine itself may (role, profile).',
    secret: true,
  },
  storageSecretKey: {
    name: 'PEGASUS_STORAGE_SECRET_KEY',
    schema: z.string().default(''),
    about: 'Secret key of the S3 store.',
    secret: true,
  },
  storageDirect: {
    name: 'PEGASUS_STORAGE_DIRECT',
    schema: z.enum(['off', 'on']).default('off'),
    about:
      'Whether downloads are fetched from the S3 store itself, by an address that is signed for some minutes; students must be able to reach it.',
    secret: false,
  },
} as const satisfies Record<string, Setting>;
