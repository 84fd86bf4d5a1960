import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Programs that proofs need beside Node.js, and the Debian package that brings each. */
const PACKAGES = {
  chromium: 'chromium',
  promtool: 'prometheus',
  prometheus: 'prometheus',
  'prometheus-alertmanager': 'prometheus-alertmanager',
  pdftotext: 'poppler-utils',
  pdftoppm: 'poppler-utils',
} as const;
export type Tool = keyof typeof PACKAGES;

/** Sees to it that a program is there: installs it where that is possible, and says what is missing where not. */
export async function requireTool(tool: Tool): Promise<void> {
  if (await isThere(tool)) return;
  const name = PACKAGES[tool];
  const install = `apt-get install -y --no-install-recommends ${name}`;
  try {
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update'], { env: environment });
    await run('apt-get', install.split(' ').slice(1), { env: environment, maxBuffer: 1 << 26 });
  } catch (cause) {
    throw new Error(`${tool} is needed and could not be installed: \`${install}\` failed.`, { cause });
  }
  if (!(await isThere(tool))) throw new Error(`${tool} is still missing after \`${install}\`.`);
}

async function isThere(tool: string): Promise<boolean> {
  return run('which', [tool]).then(
    () => true,
    () => false,
  );
}
