import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const Entry = z.object({
  version: z.string().optional(),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  link: z.boolean().optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
  peerDependencies: z.record(z.string(), z.string()).optional(),
  peerDependenciesMeta: z.record(z.string(), z.object({ optional: z.boolean().optional() })).optional(),
});
const Lockfile = z.object({ packages: z.record(z.string(), Entry) });
type Packages = z.infer<typeof Lockfile>['packages'];

/**
 * Folders, from the root, of the installed packages that the server needs, as the lockfile names them. Throws
 * when one is not installed, or another than the lockfile has.
 */
export async function serverPackages(root: string): Promise<string[]> {
  const locked = await readPackages(join(root, 'package-lock.json'));
  const installed = await readPackages(join(root, 'node_modules/.package-lock.json'));
  const needed = neededBy(locked, ['server', 'core']);
  const [runtime] = Object.keys(locked['']?.optionalDependencies ?? {}).filter(
    (name) => name === `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`,
  );
  if (runtime) needed.set(`node_modules/${runtime}`, false);
  const wrong: string[] = [];
  const there: string[] = [];
  for (const [path, optional] of needed) {
    if (existsSync(join(root, path))) {
      if (installed[path]?.integrity !== locked[path]?.integrity)
        wrong.push(`${path} is not what the lockfile has`);
      there.push(path);
    } else if (!optional) wrong.push(`${path} is not installed`);
  }
  if (wrong.length > 0) throw new Error(`Run «npm ci» first: ${wrong.join('; ')}.`);
  return there.sort();
}

async function readPackages(path: string): Promise<Packages> {
  return Lockfile.parse(JSON.parse(await readFile(path, 'utf8'))).packages;
}

/** Every package that these workspaces come to need, each with whether all can do without it. */
export function neededBy(packages: Packages, workspaces: readonly string[]): Map<string, boolean> {
  const needed = new Map<string, boolean>();
  const look = (path: string, optional: boolean) => {
    if (needed.has(path) && (optional || needed.get(path) === false)) return;
    needed.set(path, optional);
    const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } =
      packages[path] ?? {};
    for (const name of Object.keys(dependencies ?? {})) {
      // npm lists what is optional among the rest too.
      const found = resolve(packages, path, name);
      if (found) look(found, optional || name in (optionalDependencies ?? {}));
      else throw new Error(`${path} needs ${name}, and the lockfile does not have it.`);
    }
    for (const name of Object.keys(optionalDependencies ?? {})) {
      const found = resolve(packages, path, name);
      if (found) look(found, true);
    }
    for (const name of Object.keys(peerDependencies ?? {})) {
      const found = resolve(packages, path, name);
      if (found && !peerDependenciesMeta?.[name]?.optional) look(found, optional);
    }
  };
  for (const workspace of workspaces) look(workspace, false);
  for (const workspace of workspaces) needed.delete(workspace);
  return needed;
}

/** Where Node.js would find a package, seen from another. A link leads to the workspace itself. */
function resolve(packages: Packages, from: string, name: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules') - 1))) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    const entry = packages[path];
    if (entry) return entry.link ? entry.resolved : path;
    if (folder === '') return undefined;
    if (!folder.includes('node_modules')) folder = '';
  }
}
