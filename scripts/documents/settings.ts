import { settings } from '@pegasus/server/config.ts';
import type { Setting } from '@pegasus/server/settings/define.ts';
import { z } from 'zod';
import { ROOT } from '../project-files.ts';
import { type Document, markdownPage, markdownTable } from './define.ts';

export const settingsDocument: Document = {
  name: 'settings',
  files: async () => [{ path: 'docs/settings.md', text: settingsPage(settings, ROOT) }],
};

/** `installation` is the folder of the project, which a page must not name: it differs on every machine. */
export function settingsPage(table: Readonly<Record<string, Setting>>, installation: string): string {
  const rows = Object.values(table).map((setting) => [
    `\`${setting.name}\``,
    describeDefault(setting, installation),
    describeValues(setting),
    setting.about,
    setting.secret ? 'yes' : 'no',
  ]);
  const about =
    'Read from the environment at start. An empty value counts as not set; a name that begins with ' +
    '`PEGASUS_` and is not listed here stops the start, as does a value that does not fit. ' +
    '`pegasus config` prints what is in force, secrets masked.';
  const header = ['Setting', 'Default', 'Values', 'What for', 'Secret'];
  return markdownPage('server/src/config.ts', 'Settings', about, markdownTable(header, rows));
}

function describeDefault({ schema, secret }: Setting, installation: string): string {
  const result = schema.safeParse(undefined);
  if (!result.success) return 'none: must be set';
  if (result.data === undefined) return 'not set';
  if (secret) return 'built in';
  const value = String(result.data);
  const within = value.startsWith(installation) ? `.${value.slice(installation.length)}` : value;
  const shown = `\`${within.replaceAll('\\', '/')}\``;
  return within === value ? shown : `${shown} in the folder of the installation`;
}

function describeValues({ schema }: Setting): string {
  const {
    enum: values,
    type,
    minimum,
    maximum,
    exclusiveMinimum,
  } = z.toJSONSchema(schema, {
    unrepresentable: 'any',
  });
  if (values) return values.map((value) => `\`${value}\``).join(', ');
  if (type !== 'integer' && type !== 'number') return 'text';
  const kind = type === 'integer' ? 'whole number' : 'number';
  const least = minimum === undefined ? `above ${exclusiveMinimum}` : `from ${minimum}`;
  return `${kind} ${least} to ${maximum}`;
}
