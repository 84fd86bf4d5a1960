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
    schema: z
      .enum(['extractive', 'openai-compatible', 'openai', 'anthropic', 'google'])
      .default('extractive'),
    about:
      'Generator of artifacts: extractive is embedded and quotes; the others are language models (openai-compatible: Ollama, llama.cpp, vLLM).',
    secret: false,
  },
  languageModel: {
    name: 'PEGASUS_LANGUAGE_MODEL',
    schema: z.string().trim().default(''),
    about: 'Name of the language model, as its provider calls it.',
    secret: false,
  },
  languageUrl: {
    name: 'PEGASUS_LANGUAGE_URL',
    schema: z.string().trim().default(''),
    about:
      'Base URL of the language provider, such as http://127.0.0.1:11434/v1; empty for the own address of openai, anthropic and google.',
    secret: false,
  },
  languageKey: {
    name: 'PEGASUS_LANGUAGE_KEY',
    schema: z.string().trim().default(''),
    about: 'API key of the language provider; a server of one’s own may need none.',
    secret: true,
  },
  languageFallback: {
    name: 'PEGASUS_LANGUAGE_FALLBACK',
    schema: z.enum(['none', 'extractive']).default('none'),
    about:
      'What happens when the language model fails: none fails the stage, extractive uses the embedded generator, and the material says so.',
    secret: false,
  },
  languageInputTokens: {
    name: 'PEGASUS_LANGUAGE_INPUT_TOKENS',
    schema: wholeNumber(3500, 200_000).default(6000),
    about:
      'Most tokens that one call sends to the language model; with the output they must fit its context. Smaller means shorter chapters.',
    secret: false,
  },
  languageOutputTokens: {
    name: 'PEGASUS_LANGUAGE_OUTPUT_TOKENS',
    schema: wholeNumber(500, 100_000).default(8000),
    about: 'Most tokens that the language model may answer to one call, its reasoning included.',
    secret: false,
  },
  languageLectureTokens: {
    name: 'PEGASUS_LANGUAGE_LECTURE_TOKENS',
    schema: wholeNumber(5000, 100_000_000).default(500_000),
    about: 'Most tokens, sent and received, that one try at one lecture may use.',
    secret: false,
  },
  languageLectureCost: {
    name: 'PEGASUS_LANGUAGE_LECTURE_COST',
    schema: z.coerce.number().min(0).default(0),
    about: 'Most that one try at one lecture may cost, in the currency of the two prices; 0 sets no limit.',
    secret: false,
  },
  languageInputPrice: {
    name: 'PEGASUS_LANGUAGE_INPUT_PRICE',
    schema: z.coerce.number().min(0).default(0),
    about: 'Price of a million tokens that are sent.',
    secret: false,
  },
  languageOutputPrice: {
    name: 'PEGASUS_LANGUAGE_OUTPUT_PRICE',
    schema: z.coerce.number().min(0).default(0),
    about: 'Price of a million tokens that are received.',
    secret: false,
  },
  languageTimeoutSeconds: {
    name: 'PEGASUS_LANGUAGE_TIMEOUT_SECONDS',
    schema: wholeNumber(1, 1800).default(180),
    about: 'How long one call to the language model may take, in seconds.',
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
    return { name, about, value: secret ? mask(value) : value };
  });
}

function mask(secret: string): string {
  return secret === '' ? '(not set)' : '(set)';
}
