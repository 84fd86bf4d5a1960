import { join, resolve } from 'node:path';
import { Problem } from '@pegasus/core/problem.ts';
import { z } from 'zod';

/** One setting: its schema with default, what it is for, and whether its value may be shown. */
export interface Setting {
  /** Name in the environment. */
  name: string;
  schema: z.ZodType;
  about: string;
  secret: boolean;
}

const INSTALLATION = resolve(import.meta.dirname, '../..');

const wholeNumber = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

/** The one table of settings. `docs/settings.md` is generated from it. */
export const settings = {
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
    schema: z.enum(['127.0.0.1', '::1', 'localhost']).default('127.0.0.1'),
    about: 'Address to listen on. Only this machine for now: there are no accounts yet.',
    secret: false,
  },
  port: {
    name: 'PEGASUS_PORT',
    schema: wholeNumber(0, 65_535).default(4600),
    about: 'Port to listen on; 0 takes any free one.',
    secret: false,
  },
  maxUploadMegabytes: {
    name: 'PEGASUS_MAX_UPLOAD_MEGABYTES',
    schema: wholeNumber(1, 1_000_000).default(4096),
    about: 'Largest file that is accepted, in MB (1,000,000 bytes).',
    secret: false,
  },
  maxRecordingHours: {
    name: 'PEGASUS_MAX_RECORDING_HOURS',
    schema: z.coerce.number().positive().max(48).default(6),
    about: 'Longest recording that is accepted, in hours.',
    secret: false,
  },
  decoder: {
    name: 'PEGASUS_DECODER',
    schema: z.enum(['auto', 'ffmpeg', 'node-av']).default('auto'),
    about: 'What decodes media: ffmpeg from the PATH, the npm package node-av, or the first that is there.',
    secret: false,
  },
  speech: {
    name: 'PEGASUS_SPEECH',
    schema: z.enum(['moonshine', 'moonshine-tiny']).default('moonshine'),
    about: 'Speech provider: moonshine hears better, moonshine-tiny is faster.',
    secret: false,
  },
  language: {
    name: 'PEGASUS_LANGUAGE',
    schema: z.enum(['extractive']).default('extractive'),
    about: 'Generator of artifacts.',
    secret: false,
  },
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
  logLevel: {
    name: 'PEGASUS_LOG_LEVEL',
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
    about: 'Least important line that is logged.',
    secret: false,
  },
} as const satisfies Record<string, Setting>;

export type Config = { [Key in keyof typeof settings]: z.infer<(typeof settings)[Key]['schema']> };

/**
 * Reads the settings from an environment. Every mistake is named at once, each with its remedy.
 * Throws Problem `setting-invalid`.
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const mistakes: string[] = [];
  const entries = Object.entries(settings).map(([key, setting]) => {
    const value = environment[setting.name];
    const result = setting.schema.safeParse(value === '' ? undefined : value);
    if (result.success) return [key, result.data];
    const reason = result.error.issues.map(({ message }) => message).join('; ');
    mistakes.push(`${setting.name}: ${reason}.`);
    return [key, undefined];
  });
  const known = new Set(Object.values(settings).map(({ name }) => name as string));
  for (const name of Object.keys(environment)) {
    if (name.startsWith('PEGASUS_') && !known.has(name)) mistakes.push(`${name}: there is no such setting.`);
  }
  if (mistakes.length > 0) throw new Problem('setting-invalid', mistakes.join(' '));
  return Object.fromEntries(entries) as Config;
}

/** The effective settings for people, secrets masked. */
export function describeConfig(config: Config): { name: string; value: string; about: string }[] {
  return Object.entries(settings).map(([key, { name, about, secret }]) => {
    const value = String(config[key as keyof Config]);
    return { name, about, value: secret ? '(set)' : value };
  });
}
