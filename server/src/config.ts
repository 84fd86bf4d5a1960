import { readFileSync } from 'node:fs';
import { Problem } from '@pegasus/core/problem.ts';
import type { z } from 'zod';
import { contradictions } from './config-rules.ts';
import { accountSettings } from './settings/accounts.ts';
import { appSettings } from './settings/app.ts';
import { backupSettings } from './settings/backup.ts';
import { databaseSettings } from './settings/database.ts';
import type { Setting } from './settings/define.ts';
import { keepingSettings } from './settings/keeping.ts';
import { languageSettings } from './settings/language.ts';
import { limitSettings } from './settings/limits.ts';
import { operationsSettings } from './settings/operations.ts';
import { queueSettings } from './settings/queue.ts';
import { recordingSettings } from './settings/recording.ts';
import { serverSettings } from './settings/server.ts';
import { storageSettings } from './settings/storage.ts';
import { tracingSettings } from './settings/tracing.ts';

/** The one table of settings, a file a topic. `docs/settings.md` is generated from it. */
export const settings = {
  ...serverSettings,
  ...appSettings,
  ...databaseSettings,
  ...storageSettings,
  ...recordingSettings,
  ...languageSettings,
  ...queueSettings,
  ...operationsSettings,
  ...tracingSettings,
  ...keepingSettings,
  ...backupSettings,
  ...accountSettings,
  ...limitSettings,
};

export type Config = { [Key in keyof typeof settings]: z.infer<(typeof settings)[Key]['schema']> };

/**
 * Reads the settings from an environment. A secret may lie in a file that `NAME_FILE` names, as secret
 * managers mount them. Every mistake is named at once, each with its remedy; none repeats a secret.
 * Throws Problem `setting-invalid`.
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const mistakes: string[] = [];
  const entries = Object.entries<Setting>(settings).map(([key, setting]) => {
    const value = takesFile(setting)
      ? readSecret(setting.name, environment, mistakes)
      : environment[setting.name];
    const result = setting.schema.safeParse(value === '' ? undefined : value);
    if (result.success) return [key, result.data];
    const reason = result.error.issues.map(({ message }) => message).join('; ');
    mistakes.push(`${setting.name}: ${reason}.`);
    return [key, undefined];
  });
  const known = new Set(Object.values<Setting>(settings).flatMap(namesOf));
  for (const name of Object.keys(environment)) {
    if (name.startsWith('PEGASUS_') && !known.has(name)) mistakes.push(`${name}: there is no such setting.`);
  }
  const config = Object.fromEntries(entries) as Config;
  // Only settings that can be read can contradict each other.
  if (mistakes.length === 0) mistakes.push(...contradictions(config));
  if (mistakes.length > 0) throw new Problem('setting-invalid', mistakes.join(' '));
  return config;
}

/** The names under which a setting may be given. */
export function namesOf({ name, secret }: Setting): string[] {
  return secret ? [name, `${name}_FILE`] : [name];
}

/** Whether `NAME_FILE` stands for the setting itself, and is not a setting of its own. */
function takesFile({ name, secret }: Setting): boolean {
  return secret && !Object.values<Setting>(settings).some((other) => other.name === `${name}_FILE`);
}

function readSecret(
  name: string,
  environment: Record<string, string | undefined>,
  mistakes: string[],
): string | undefined {
  const given = environment[name];
  const file = environment[`${name}_FILE`];
  if (!file) return given;
  if (given) {
    mistakes.push(`${name}, ${name}_FILE: both are set; take one of them away.`);
    return undefined;
  }
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    mistakes.push(`${name}_FILE: the file cannot be read (${code}); check its path and who may read it.`);
    return undefined;
  }
}

/** The effective settings for people, secrets masked. */
export function describeConfig(config: Config): { name: string; value: string; about: string }[] {
  return Object.entries<Setting>(settings).map(([key, { name, about, secret }]) => {
    const value = String(config[key as keyof Config]);
    return { name, about, value: secret ? mask(value) : value };
  });
}

function mask(secret: string): string {
  return secret === '' ? '(not set)' : '(set)';
}
