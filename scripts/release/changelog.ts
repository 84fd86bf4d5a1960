import { execFileSync } from 'node:child_process';

/** Where a change belongs, by what it touches most. */
const AREAS: readonly (readonly [title: string, paths: readonly string[]])[] = [
  ['The database', ['server/src/db/migrations']],
  ['The app', ['app']],
  ['The server', ['server', 'core']],
  ['Running it', ['ops', 'deploy', 'docs']],
  ['Working on it', ['scripts', 'e2e', 'fixtures', '.github']],
];

interface Change {
  title: string;
  paths: string[];
}

/**
 * What changed since a tag, as Markdown: what an operator has to know first (migrations, settings that came or
 * went), then every commit by what it touches. Without `from` since the newest tag, or since the beginning.
 */
export function changelog(root: string, to: string, from?: string): string {
  const git = (...words: string[]) =>
    execFileSync('git', words, {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 1e8,
    });
  const since = from ?? newestTag(git, to);
  const range = since ? `${since}..${to}` : to;
  const commit = git('rev-parse', '--short=12', to).trim();
  const date = git('log', '-1', '--format=%cs', to).trim();
  const changes = readChanges(git('log', '--no-merges', '--name-only', '--format=%x00%s', range));
  const at = (ref: string, path: string) => namesIn(git('show', `${ref}:${path}`));
  const parts = [
    `# ${since ? `${since} → ` : ''}${commit}, ${date}`,
    section('Migrations', added(git, since, to, 'server/src/db/migrations')),
    ...(since
      ? [
          section('New settings', without(at(to, 'docs/settings.md'), at(since, 'docs/settings.md'))),
          section(
            'Settings that are gone',
            without(at(since, 'docs/settings.md'), at(to, 'docs/settings.md')),
          ),
        ]
      : []),
    ...AREAS.map(([title], place) =>
      section(
        title,
        changes.filter(({ paths }) => areaOf(paths) === place).map((change) => change.title),
      ),
    ),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

type Git = (...words: string[]) => string;

function newestTag(git: Git, to: string): string | undefined {
  try {
    return git('describe', '--tags', '--abbrev=0', '--match', 'v*', `${to}^`).trim();
  } catch {
    // There was no release yet.
    return undefined;
  }
}

export function readChanges(log: string): Change[] {
  return log
    .split('\0')
    .slice(1)
    .map((entry) => {
      const [title = '', ...paths] = entry.split('\n').filter((line) => line !== '');
      return { title, paths };
    });
}

/** The area most of whose paths a change touches; the first of those that are level. */
export function areaOf(paths: readonly string[]): number {
  const touched = AREAS.map(([, folders]) =>
    folders.length === 1 &&
    folders[0]?.includes('migrations') &&
    paths.some((path) => path.startsWith(`${folders[0]}/`))
      ? Number.POSITIVE_INFINITY
      : paths.filter((path) => folders.some((folder) => path.startsWith(`${folder}/`))).length,
  );
  const most = Math.max(...touched);
  return most > 0 ? touched.indexOf(most) : AREAS.length - 1;
}

function added(git: Git, since: string | undefined, to: string, folder: string): string[] {
  const paths = since
    ? git('diff', '--name-only', '--diff-filter=A', since, to, '--', folder)
    : git('ls-tree', '-r', '--name-only', to, '--', `${folder}/`);
  return paths
    .split('\n')
    .map((path) => /\/(\d{4}-[a-z-]+)\.ts$/.exec(path)?.[1] ?? '')
    .filter(Boolean);
}

function namesIn(page: string): string[] {
  return [...page.matchAll(/^\| `(PEGASUS_\w+)`/gm)].map(([, name = '']) => name);
}

function without(names: readonly string[], others: readonly string[]): string[] {
  return names.filter((name) => !others.includes(name)).map((name) => `\`${name}\``);
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [`## ${title}`, '', ...lines.map((line) => `- ${line}`)].join('\n');
}
