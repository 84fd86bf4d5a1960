import { Problem } from '@pegasus/core/problem.ts';
import type { z } from 'zod';

import { databaseSettings } from './settings/database.ts';
import { keepingSettings } from './settings/keeping.ts';
import { languageSettings } from './settings/language.ts';
import { queueSettings } from './settings/queue.ts';
import { recordingSettings } from './settings/recording.ts';
import { serverSettings } from './settings/server.ts';
import { storageSettings } from './settings/storage.ts';

/** The one table of settings, a file a topic. `docs/settings.md` is generated from it. */
export const settings = {
  ...serverSettings,
  ...databaseSettings,
  ...storageSettings,
  ...recordingSettings,
  ...languageSettings,
  ...queueSettings,
  ...keepingSettings,
};

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
