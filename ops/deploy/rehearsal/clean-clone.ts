import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Folders that no clone has. */
const NOT_CLONED = new Set(['node_modules', '.git', 'data', 'evidence', 'out', '.expo', 'dist']);
/** The same for every clone of the same files, so that their commits are the same. */
const DATE = '2026-01-01T00:00:00Z';

export interface CloneOptions {
  /** Brings the built app along, which is used as long as its sources are the same. */
  built: boolean;
}

/**
 * A clone of the project as it stands, on a commit of its own, with the installed packages beside it: the same
 * folders, except that those of the project are the clone's own.
 */
export async function cleanClone(root: string, folder: string, { built }: CloneOptions): Promise<void> {
  for (const path of await projectPaths(root)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await cp(join(root, path), join(folder, path), { verbatimSymlinks: true });
  }
  await linkPackages(root, folder);
  if (built && existsSync(join(root, 'app/dist')))
    await cp(join(root, 'app/dist'), join(folder, 'app/dist'), { recursive: true });
  const git = (...words: string[]) =>
    execFileSync('git', words, {
      cwd: folder,
      stdio: 'pipe',
      env: {
        ...process.env,
        GIT_AUTHOR_DATE: DATE,
        GIT_COMMITTER_DATE: DATE,
        GIT_CONFIG_GLOBAL: '/dev/null',
      },
    });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git(
    '-c',
    'user.name=Pegasus',
    '-c',
    'user.email=pegasus@example.org',
    'commit',
    '--quiet',
    '--message=As it stands',
  );
}

/** The packages that are installed in one folder, for another; those of the project are the other's own. */
export async function linkPackages(root: string, folder: string): Promise<void> {
  const packages = join(folder, 'node_modules');
  await mkdir(join(packages, '@pegasus'), { recursive: true });
  for (const name of await readdir(join(root, 'node_modules')))
    if (name !== '@pegasus') await symlink(join(root, 'node_modules', name), join(packages, name));
  for (const name of ['core', 'server', 'app']) {
    await symlink(`../../${name}`, join(packages, '@pegasus', name));
    const own = join(root, name, 'node_modules');
    if (existsSync(own)) await symlink(own, join(folder, name, 'node_modules'));
  }
}

/** What git knows and what is new; where there is no git, everything but what no clone has. */
async function projectPaths(root: string): Promise<string[]> {
  if (existsSync(join(root, '.git'))) {
    const words = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
    const listed = execFileSync('git', words, { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
    return listed.filter((path) => existsSync(join(root, path)));
  }
  const paths: string[] = [];
  const walk = async (folder: string) => {
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (NOT_CLONED.has(entry.name)) continue;
      if (entry.isDirectory()) await walk(path);
      else paths.push(path);
    }
  };
  await walk('');
  return paths;
}
