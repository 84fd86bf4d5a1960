import { spawn } from 'node:child_process';
import { cp, mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/** The code and the generated files, with the installed packages linked. */
export async function copyCode(root: string, copy: string): Promise<void> {
  for (const name of ['core', 'server', 'scripts', 'ops', 'deploy', 'docs', 'package.json']) {
    await cp(join(root, name), join(copy, name), {
      recursive: true,
      filter: (path) => !path.endsWith('node_modules'),
    });
  }
  const packages = join(copy, 'node_modules');
  await mkdir(join(packages, '@pegasus'), { recursive: true });
  for (const name of await readdir(join(root, 'node_modules'))) {
    if (name !== '@pegasus') await symlink(join(root, 'node_modules', name), join(packages, name));
  }
  for (const name of ['core', 'server']) await symlink(join(copy, name), join(packages, '@pegasus', name));
}

/** A script of the project as its command runs it; all that it printed. */
export function runScript(
  root: string,
  words: readonly string[],
  signal: AbortSignal,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [...words], { cwd: root, signal, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}
