/** Nobody imports a program: it starts when it is loaded. */
export const PROGRAMS = ['server/src/main.ts', 'server/src/cli.ts'];

/** The environment is read here and handed on as a parsed configuration. */
export const ENVIRONMENT_READERS = [...PROGRAMS, 'scripts/**', 'ops/**', 'e2e/**', 'fixtures/servers/**'];

export const BANNED_NAMES = ['index', 'utils', 'helpers', 'types'];

/** Names and default exports that Expo's router demands. */
export const FRAMEWORK_FILES = ['app/src/app/**'];

/** Files that are longer than the limit, each with why it stays one file. */
export const LONG_FILES: Readonly<Record<string, string>> = {
  'core/src/problem.ts':
    'One table of everything that can go wrong, ten lines a row; apart, rows would drift.',
  'scripts/import-law/layers.ts':
    'One table of who may import whom; the first layer that fits decides, so its order is read as a whole.',
  'server/src/cli.ts': 'One list of every command, ten lines each; what a command does stands in commands/.',
};
